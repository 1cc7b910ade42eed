package io.dragoman.ai.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import io.dragoman.api.ai.LanguageModel.Completion;
import io.dragoman.api.ai.LanguageModel.ModelTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question to the model: asks, runs the tools it wants, and asks again with their results, at
 * most {@value #ROUNDS} times. Used by one thread; an interrupt ends it.
 */
final class ToolDialogue {

    private static final Logger LOG = LoggerFactory.getLogger(ToolDialogue.class);
    private static final int ROUNDS = 5;

    private final ChatModel model;
    private final List<ToolSpecification> specifications;
    private final Map<String, ModelTool> tools;
    private final List<String> called = new ArrayList<>();
    private int tokens;

    ToolDialogue(ChatModel model, List<ToolSpecification> specifications, List<ModelTool> tools) {
        this.model = model;
        this.specifications = specifications;
        this.tools = tools.stream().collect(Collectors.toMap(ModelTool::name, Function.identity()));
    }

    Completion run(List<ChatMessage> prompt) throws InterruptedException {
        var messages = new ArrayList<>(prompt);
        for (int round = 0; round < ROUNDS; round++) {
            var response = model.chat(request(messages));
            if (response.tokenUsage() != null && response.tokenUsage().totalTokenCount() != null) {
                tokens += response.tokenUsage().totalTokenCount();
            }
            var answer = response.aiMessage();
            if (!answer.hasToolExecutionRequests()) {
                return finish(answer.text(), response.finishReason());
            }
            messages.add(answer);
            for (ToolExecutionRequest request : answer.toolExecutionRequests()) {
                messages.add(ToolExecutionResultMessage.from(request, call(request)));
            }
        }
        return new Completion.Failed("it still asked for tools after " + ROUNDS + " rounds");
    }

    private ChatRequest request(List<ChatMessage> messages) {
        var request = ChatRequest.builder().messages(messages);
        if (!specifications.isEmpty()) {
            request.toolSpecifications(specifications);
        }
        return request.build();
    }

    private Completion finish(String text, FinishReason reason) {
        if (reason == FinishReason.CONTENT_FILTER) {
            return new Completion.Failed("the provider's content filter refused");
        }
        if (text == null || text.isBlank()) {
            return new Completion.Failed("the reply holds no text");
        }
        return new Completion.Answered(text.strip(), called, tokens);
    }

    /** A tool's trouble goes back to the model, which may try another way. */
    private String call(ToolExecutionRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Time is up");
        }
        var tool = tools.get(request.name());
        if (tool == null) {
            return "error: there is no tool " + request.name();
        }
        called.add(tool.name());
        try {
            var result = tool.call().apply(request.arguments());
            return result == null || result.isBlank() ? "(nothing)" : result;
        } catch (RuntimeException e) {
            LOG.warn("The tool {} failed for the language model", tool.name(), e);
            return "error: " + tool.name() + " failed";
        }
    }
}
