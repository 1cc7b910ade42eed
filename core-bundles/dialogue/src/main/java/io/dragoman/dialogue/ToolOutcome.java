package io.dragoman.dialogue;

import java.util.List;

/** How the call of a tool ended. Immutable. */
public sealed interface ToolOutcome {

    /** One word for logs and traces. */
    default String word() {
        return switch (this) {
            case Answered answered -> "ok";
            case Unknown unknown -> "unknown";
            case BadArguments badArguments -> "bad-arguments";
            case NeedsConsent needsConsent -> "needs-consent";
            case NeedsIdentity needsIdentity -> "needs-identity";
            case TooMany tooMany -> "too-many";
            case Failed failed -> "failed";
        };
    }

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

    /** The tool acts for a customer, and nobody knows for sure who that is; nothing was called. */
    record NeedsIdentity(ToolInfo tool) implements ToolOutcome {}

    /** The caller calls too often; nothing was called. */
    record TooMany(long retryAfterSeconds) implements ToolOutcome {}

    /** It said no, threw, or took too long; worth another try only if the reason says so. */
    record Failed(String reason) implements ToolOutcome {}

    /** Why there is no answer, for a program or a model to read; empty when there is one. */
    static String reason(ToolOutcome outcome) {
        return switch (outcome) {
            case Answered answered -> "";
            case Unknown unknown -> unknown.reason();
            case BadArguments bad -> String.join("; ", bad.problems());
            case NeedsConsent consent ->
                    "'"
                            + consent.tool().name()
                            + "' changes something: the customer has to agree first";
            case NeedsIdentity identity ->
                    "'"
                            + identity.tool().name()
                            + "' acts for a customer, whose verified identity is missing";
            case TooMany many ->
                    "Too many calls; try again in " + many.retryAfterSeconds() + " seconds";
            case Failed failed -> failed.reason();
        };
    }
}
