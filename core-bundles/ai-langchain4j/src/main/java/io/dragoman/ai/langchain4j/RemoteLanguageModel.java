package io.dragoman.ai.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import io.dragoman.api.ai.LanguageModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model behind HTTP. Each question runs on a virtual thread of its own, which is
 * interrupted when its time is up, so that neither a slow server nor a slow tool holds up the turn.
 * Thread-safe.
 */
final class RemoteLanguageModel implements LanguageModel {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteLanguageModel.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final ChatModel model;
    private final Semaphore permits;

    /**
     * Takes a client.
     *
     * @param name what the trace shows
     * @param atOnce how many questions may be open at the same time; more are refused
     */
    RemoteLanguageModel(String name, ChatModel model, int atOnce) {
        this.name = name;
        this.model = model;
        this.permits = new Semaphore(atOnce);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Completion complete(List<Message> messages, List<ModelTool> tools, Duration limit) {
        if (!permits.tryAcquire()) {
            return failed("too many questions are open at once");
        }
        var prompt = messages.stream().map(RemoteLanguageModel::translate).toList();
        var specifications = tools.stream().map(RemoteLanguageModel::translate).toList();
        var dialogue = new ToolDialogue(model, specifications, tools);
        var task = new FutureTask<Completion>(() -> dialogue.run(prompt));
        Thread.ofVirtual()
                .name("language-model")
                .start(
                        () -> {
                            try {
                                inOurClassLoader(task);
                            } finally {
                                permits.release();
                            }
                        });
        return await(task, limit);
    }

    private Completion await(FutureTask<Completion> task, Duration limit) {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return failed("no answer within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return failed("interrupted");
        } catch (CancellationException e) {
            return failed("cancelled");
        } catch (ExecutionException e) {
            return failed(FailureReason.of(e.getCause()));
        }
    }

    private Completion failed(String reason) {
        LOG.warn("{} gave no answer: {}", name, reason);
        return new Completion.Failed(reason);
    }

    /** LangChain4j finds its own parts through the context class loader. */
    private static void inOurClassLoader(Runnable task) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(RemoteLanguageModel.class.getClassLoader());
        try {
            task.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ChatMessage translate(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private static ToolSpecification translate(ModelTool tool) {
        try {
            return ToolSpecification.fromJson(
                    JSON.writeValueAsString(
                            Map.of(
                                    "name", tool.name(),
                                    "description", tool.purpose(),
                                    "parameters", tool.schema())));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The schema of the tool " + tool.name() + " is no JSON tree", e);
        }
    }
}
