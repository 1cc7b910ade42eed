package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import io.dragoman.api.skill.Said;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets a skill's slots read its own examples, as they will read a customer's first message, so that
 * a finder that throws is found before anybody talks to it.
 */
record ExampleCheck(SkillSpec spec) {

    private static final int LONGEST = 500;
    private static final Instant SOME_DAY = Instant.parse("2026-01-01T12:00:00Z");

    /** What is wrong, in words for the skill's author; empty when nothing is. */
    List<Reason> faults() {
        var faults = new ArrayList<Reason>();
        for (var example : spec.examples()) {
            if (example.isBlank() || example.length() > LONGEST) {
                faults.add(
                        Reason.of(
                                "example-length",
                                "an example is blank or longer than {most} characters",
                                "most",
                                LONGEST));
            }
        }
        for (var slots : spec.steps().values()) {
            slots.forEach(slot -> fault(slot).ifPresent(faults::add));
        }
        return faults;
    }

    private Optional<Reason> fault(Slot<?> slot) {
        for (var example : spec.examples()) {
            for (var locale : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                var problem = problem(slot, example, locale);
                if (problem.isPresent()) {
                    return Optional.of(
                            Reason.of(
                                    "example-unread",
                                    "the slot '{slot}' cannot read the example '{example}': {cause}",
                                    "slot",
                                    slot.name(),
                                    "example",
                                    example,
                                    "cause",
                                    problem.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(Slot<?> slot, String example, Locale locale) {
        try {
            return keeps(slot, example, locale)
                    ? Optional.empty()
                    : Optional.of("what it writes down is read as another value");
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }

    /** What is found is kept as text between turns, and must be the same when read from it. */
    private static <T> boolean keeps(Slot<T> slot, String example, Locale locale) {
        var type = slot.type();
        var kept =
                type.find()
                        .find(new Said(example, locale, SOME_DAY, ZoneOffset.UTC))
                        .map(type.write());
        return kept.isEmpty() || kept.map(type.read()).map(type.write()).equals(kept);
    }
}
