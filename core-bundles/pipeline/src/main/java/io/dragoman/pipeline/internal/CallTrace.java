package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The call of a tool in the form of the public trace's ToolCall. */
final class CallTrace {

    private CallTrace() {}

    static Map<String, Object> of(ToolCall call, ToolOutcome outcome, long nanos) {
        var trace = new LinkedHashMap<String, Object>();
        trace.put("skill", call.skill().orElse(""));
        trace.put("tool", call.tool());
        trace.put("arguments", call.arguments());
        trace.put("outcome", word(outcome));
        trace.put("millis", nanos / 1_000_000);
        var reason = ToolOutcome.reason(outcome);
        if (!reason.isEmpty()) {
            trace.put("detail", reason);
        }
        return trace;
    }

    private static String word(ToolOutcome outcome) {
        return switch (outcome) {
            case ToolOutcome.Answered answered -> "ok";
            case ToolOutcome.Failed failed -> "failed";
            default -> "refused";
        };
    }
}
