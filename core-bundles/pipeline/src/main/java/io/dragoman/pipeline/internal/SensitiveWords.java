package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.LogStore.EventDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Tells other systems that a rule of the guard has blocked a customer's message. Immutable. */
final class SensitiveWords {

    private static final String TYPE = "sensitive-word.hit";

    private final Json json;

    SensitiveWords(Json json) {
        this.json = json;
    }

    /** The event of a turn; empty when nothing was blocked. */
    List<EventDraft> events(Turn turn, Ladder.Climb climb, Set<String> tags) {
        return climb.steps().stream()
                .map(Ladder.Step::report)
                .filter(report -> report.key().equals(GuardStage.BLOCKED))
                .findFirst()
                .map(report -> report.findings().getOrDefault("rules", List.of()))
                .map(rules -> List.of(event(turn, rules, tags)))
                .orElse(List.of());
    }

    private EventDraft event(Turn turn, Object rules, Set<String> tags) {
        var conversation = turn.conversation();
        var data = new LinkedHashMap<String, Object>();
        data.put("conversationId", conversation.id());
        data.put("channel", conversation.address().channel());
        data.put("account", conversation.address().account());
        data.put("contactId", conversation.contactId());
        data.put("seq", turn.message().seq());
        data.put("text", turn.text());
        data.put("rules", rules);
        data.put("tags", tags.stream().sorted().toList());
        // One message is blocked once, so its place in the log names the event.
        var id = "evt_" + conversation.id() + "_" + turn.message().seq() + "_sensitive";
        return new EventDraft(id, TYPE, json.write(data));
    }
}
