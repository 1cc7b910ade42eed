package io.dragoman.authoring.yaml;

import io.dragoman.api.skill.Dialogue;
import io.dragoman.authoring.SlotValues;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the scopes of turns and of calls by other programs. */
final class Scopes {

    private Scopes() {}

    /** What a turn can speak of before its call. */
    static Scope of(YamlSkill skill, Dialogue dialogue) {
        var roots =
                roots(
                        skill,
                        dialogue.site(),
                        dialogue.customerId(),
                        dialogue.now(),
                        dialogue.zone());
        roots.put("slots", SlotValues.of(skill.file().common().slots(), dialogue));
        roots.put("memory", memory(skill.file(), dialogue));
        roots.put("language", dialogue.locale().toLanguageTag());
        roots.put("text", dialogue.text());
        return new Scope(roots, dialogue.locale(), dialogue.zone(), skill.file().codes());
    }

    /** What a call by another program can speak of. */
    static Scope of(
            YamlSkill skill,
            Map<String, Object> slots,
            String site,
            Optional<String> customer,
            Instant now,
            ZoneId zone) {
        var roots = roots(skill, site, customer, now, zone);
        roots.put("slots", slots);
        roots.put("language", Locale.ENGLISH.toLanguageTag());
        return new Scope(roots, Locale.ENGLISH, zone, skill.file().codes());
    }

    private static HashMap<String, Object> roots(
            YamlSkill skill, String site, Optional<String> customer, Instant now, ZoneId zone) {
        var roots = new HashMap<String, Object>();
        roots.put("settings", skill.settings());
        roots.put("site", site);
        roots.put("today", LocalDate.ofInstant(now, zone).toString());
        roots.put("customer", customer.map(id -> Map.of("id", id)).orElse(Map.of()));
        return roots;
    }

    /** The same after the call. */
    static Scope answered(Scope scope, Answer answer) {
        return switch (answer) {
            case Answer.Given given ->
                    scope.with("answer", given.body()).with("status", (long) given.status());
            case Answer.Missing missing -> scope.with("failure", missing.reason());
        };
    }

    private static Map<String, String> memory(YamlFile file, Dialogue dialogue) {
        var memory = new HashMap<String, String>();
        for (var step : file.steps().values()) {
            for (var outcome : step.outcomes()) {
                for (var key : outcome.remember().keySet()) {
                    dialogue.recall(key).ifPresent(value -> memory.put(key, value));
                }
            }
        }
        return memory;
    }
}
