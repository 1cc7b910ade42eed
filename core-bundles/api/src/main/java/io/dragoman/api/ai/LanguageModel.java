package io.dragoman.api.ai;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A language model behind some endpoint. Absent as a service unless one is configured. */
@ProviderType
public interface LanguageModel {

    /** What the trace shows, for example {@code openai-compatible/qwen2.5}. */
    String name();

    /** Asks once; never takes longer than {@code limit}; failures are values. */
    Completion complete(List<Message> messages, List<ModelTool> tools, Duration limit);

    /** A line of the prompt. */
    record Message(Role role, String text) {}

    /** Who speaks in a prompt. */
    enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    /**
     * A tool offered to the model.
     *
     * @param schema JSON Schema of the arguments, as a tree
     */
    record ModelTool(
            String name,
            String purpose,
            Object schema,
            java.util.function.Function<String, String> call) {}

    /** How a call ended. */
    sealed interface Completion {

        /** The model's answer, the tools it called on the way, and the tokens it cost. */
        record Answered(String text, List<String> toolsCalled, int tokens) implements Completion {
            public Answered {
                toolsCalled = List.copyOf(toolsCalled);
            }
        }

        /** No usable answer: timeout, refusal, bad reply. */
        record Failed(String reason) implements Completion {}
    }
}
