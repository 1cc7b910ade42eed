package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.storage.ToolRunStore.Run;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the end of a change is written down, and read again. */
final class RunOutcomes {

    private RunOutcomes() {}

    static String write(Json json, ToolOutcome outcome) {
        var tree = new LinkedHashMap<String, Object>();
        if (outcome instanceof ToolOutcome.Answered answered) {
            tree.put("value", answered.value());
        } else {
            tree.put("reason", ToolOutcome.reason(outcome));
        }
        return json.write(tree);
    }

    /** Empty when nobody knows how it ended. */
    static Optional<ToolOutcome> read(Json json, Run run) {
        if (run.outcome().isEmpty()) {
            return Optional.empty();
        }
        var tree = (Map<?, ?>) json.read(run.outcome());
        return Optional.of(
                tree.get("reason") instanceof String reason
                        ? new ToolOutcome.Failed(reason)
                        : new ToolOutcome.Answered(tree.get("value")));
    }
}
