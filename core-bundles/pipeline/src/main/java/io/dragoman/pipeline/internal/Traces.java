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

    private static final int LONGEST = 200_000;
    private static final int LONGEST_WORDS = 500;

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
        tree.put("text", BoundedParts.cut(turn.words(), Turn.LONGEST));
        if (!turn.text().equals(turn.words())) {
            tree.put("payload", turn.text());
        }
        tree.put("language", turn.conversation().language());
        if (!climb.answeredBy().isEmpty()) {
            tree.put("answeredBy", climb.answeredBy());
        }
        if (!rulesVersion.isEmpty()) {
            tree.put("rulesVersion", rulesVersion);
        }
        handOff.ifPresent(reason -> tree.put("handoffReason", text(reason)));
        var stages = new ArrayList<Object>();
        climb.steps().forEach(step -> stages.add(stage(step)));
        tree.put("stages", stages);
        var written = json.write(tree);
        if (written.length() <= LONGEST) {
            return written;
        }
        // A plug-in that explains itself at such length is not worth the space.
        tree.put("stages", climb.steps().stream().map(Traces::outline).toList());
        return json.write(tree);
    }

    private static Map<String, Object> stage(Ladder.Step step) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("stage", step.stage());
        tree.put("outcome", step.outcome().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("millis", millis(step.nanos()));
        tree.put("detail", text(step.report()));
        tree.putAll(step.report().findings());
        if (!step.error().isEmpty()) {
            tree.put("error", BoundedParts.cut(step.error(), LONGEST_WORDS));
        }
        return tree;
    }

    private static Map<String, Object> outline(Ladder.Step step) {
        return Map.of(
                "stage", step.stage(),
                "outcome", step.outcome().name().toLowerCase(java.util.Locale.ROOT),
                "millis", millis(step.nanos()),
                "detail", text(step.report()));
    }

    private static Map<String, Object> text(Report report) {
        var params = new LinkedHashMap<String, String>();
        report.params()
                .forEach((name, value) -> params.put(name, BoundedParts.cut(value, LONGEST_WORDS)));
        return new Report(report.key(), params, Map.of()).text();
    }

    /** Milliseconds with one decimal, for people. */
    private static double millis(long nanos) {
        return Math.round(nanos / 100_000.0) / 10.0;
    }
}
