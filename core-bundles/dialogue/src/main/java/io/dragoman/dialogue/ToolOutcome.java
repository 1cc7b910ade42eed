package io.dragoman.dialogue;

import java.util.List;

/** How the call of a tool ended. Immutable. */
public sealed interface ToolOutcome {

    /** It answered; the value is a tree for {@code Json.write}. */
    record Answered(Object value) implements ToolOutcome {}

    /** There is no such tool, or its skill is gone. */
    record Unknown(String reason) implements ToolOutcome {}

    /** The arguments do not fit the schema; nothing was called. */
    record BadArguments(List<String> problems) implements ToolOutcome {
        public BadArguments {
            problems = List.copyOf(problems);
        }
    }

    /** The tool changes something and the customer has not agreed yet; nothing was called. */
    record NeedsConsent(ToolInfo tool) implements ToolOutcome {}

    /** It said no, threw, or took too long; worth another try only if the reason says so. */
    record Failed(String reason) implements ToolOutcome {}
}
