package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Turn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.Version;

/** Skills and turns that the tests of this package talk about. */
final class Skills {

    static final Slot<String> ORDER = Slot.slot("order", SlotType.matching("order", "A-[0-9]{3}"));
    static final Slot<String> DATE =
            Slot.slot("date", SlotType.matching("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}"));
    static final Slot<String> NOTE = Slot.slot("note", SlotType.text());
    static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private Skills() {}

    /** A skill of a spec and a function. */
    record Scripted(SkillSpec spec, Function<Dialogue, Turn> script) implements Skill {
        @Override
        public Turn take(Dialogue dialogue) {
            return script.apply(dialogue);
        }
    }

    /** Needs an order and a day, and says both. */
    static Skill returns() {
        return new Scripted(
                SkillSpec.skill("returns")
                        .examples("I want to return something", "我要退货")
                        .needs(ORDER, DATE)
                        .build(),
                d -> Turn.done(Part.text(d.get(ORDER) + " on " + d.get(DATE))));
    }

    /** A skill that does nothing. */
    static Skill named(String id) {
        return scripted(SkillSpec.skill(id).examples("hello"), d -> Turn.done());
    }

    /** Which version of a skill takes the turns. */
    static String versionOf(SkillRegistry registry, String id) {
        try (var handle = registry.acquire(id).orElseThrow()) {
            return handle.skill().version();
        }
    }

    static Skill scripted(SkillSpec.Builder spec, Function<Dialogue, Turn> script) {
        return new Scripted(spec.build(), script);
    }

    static LoadedSkill load(Skill skill) {
        return switch (LoadedSkill.load(skill.spec().id(), "1.0.0", skill)) {
            case LoadedSkill.Outcome.Usable usable -> usable.skill();
            case LoadedSkill.Outcome.Rejected rejected ->
                    throw new AssertionError(rejected.reason());
        };
    }

    static CustomerTurn says(String text) {
        return new CustomerTurn(
                "c1:1",
                "demo",
                text,
                List.of(Part.text(text)),
                Locale.ENGLISH,
                Optional.empty(),
                Optional.empty(),
                NOW,
                ZoneOffset.UTC);
    }

    static InstalledVersion.Source source(long serviceId, String id, String version) {
        return new InstalledVersion.Source(
                serviceId, id, Version.parseVersion(version), serviceId + 100);
    }

    static String words(DialogueResult result) {
        return String.join(
                "\n",
                result.parts().stream().map(Part.Text.class::cast).map(Part.Text::text).toList());
    }
}
