package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the trace of a turn in the form of the public API's Trace, without the message's own
 * number.
 */
final class Traces {

    private final Json json;

    Traces(Json json) {
        this.json = json;
    }

    String of(
            Turn turn,
            Ladder.Climb climb,
            long nanos,
            Optional<Report> handOff,
            String rulesVersion) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("conversationId", turn.conversation().id());
        tree.put("inReplyTo", turn.message().seq());
        tree.put("at", turn.now().toString());
        tree.put("millis", millis(nanos));
        tree.put(
                "text",
                turn.text().length() > Turn.LONGEST
                        ? turn.text().substring(0, Turn.LONGEST)
                        : turn.text());
        tree.put("language", turn.conversation().language());
        if (!climb.answeredBy().isEmpty()) {
            tree.put("answeredBy", climb.answeredBy());
        }
        if (!rulesVersion.isEmpty()) {
            tree.put("rulesVersion", rulesVersion);
        }
        handOff.ifPresent(reason -> tree.put("handoffReason", reason.text()));
        var stages = new ArrayList<Object>();
        climb.steps().forEach(step -> stages.add(stage(step)));
        tree.put("stages", stages);
        return json.write(tree);
    }

    private static Map<String, Object> stage(Ladder.Step step) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("stage", step.stage());
        tree.put("outcome", step.outcome().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("millis", millis(step.nanos()));
        tree.put("detail", step.report().text());
        tree.putAll(step.report().findings());
        if (!step.error().isEmpty()) {
            tree.put("error", step.error());
        }
        return tree;
    }

    /** Milliseconds with one decimal, for people. */
    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
