package io.dragoman.rest;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Reason;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.InstalledSkill.State;
import io.dragoman.dialogue.LoadedSkill;
import io.dragoman.dialogue.SkillHandle;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.SkillUsage;
import io.dragoman.dialogue.ToolCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One skill that works, and one that does not. */
public final class FakeSkills implements SkillRegistry {

    /** Arguments of the tools. */
    public record Parcel(@Means("Number of the parcel") String number) {}

    /** Tells of parcels. */
    private static final class ParcelSkill implements Skill {

        @Override
        public SkillSpec spec() {
            return SkillSpec.skill("parcels")
                    .examples("where is my parcel", "我的包裹到哪了")
                    .needs(Slot.slot("number", SlotType.text()))
                    .tool(
                            Tool.reading(
                                    "find_parcel",
                                    "Finds a parcel",
                                    Parcel.class,
                                    (arguments, caller) -> find(arguments, caller)))
                    .tool(
                            Tool.changing(
                                    "stop_parcel",
                                    "Stops a parcel",
                                    Parcel.class,
                                    (arguments, caller) ->
                                            new Tool.Result.Ok(Map.of("stopped", true))))
                    .build();
        }

        private static Tool.Result find(Parcel parcel, Tool.Caller caller) {
            return parcel.number().startsWith("P-")
                    ? new Tool.Result.Ok(
                            Map.of(
                                    "number",
                                    parcel.number(),
                                    "customer",
                                    caller.customerId().orElse("nobody")))
                    : new Tool.Result.Failed("no such parcel");
        }

        @Override
        public Turn take(Dialogue dialogue) {
            return Turn.done(Part.text("on its way"));
        }
    }

    private final LoadedSkill parcels =
            switch (LoadedSkill.load("parcels", "1.0.0", new ParcelSkill())) {
                case LoadedSkill.Outcome.Usable usable -> usable.skill();
                case LoadedSkill.Outcome.Rejected rejected ->
                        throw new IllegalStateException(rejected.reason());
            };

    Map<Class<?>, Object> services() {
        return Map.of(
                SkillRegistry.class,
                this,
                ToolCaller.class,
                new ToolCaller(this, Duration.ofSeconds(2)));
    }

    @Override
    public List<InstalledSkill> snapshot() {
        return List.of(
                new InstalledSkill(
                        "broken",
                        "2.0.0",
                        8,
                        Optional.empty(),
                        Optional.empty(),
                        State.FAILED,
                        Reason.of("text-missing", "its texts are missing", "key", "title")),
                new InstalledSkill(
                        "parcels",
                        "1.0.0",
                        7,
                        Optional.of(parcels.spec()),
                        Optional.of(parcels.texts()),
                        State.ACTIVE,
                        Reason.NONE));
    }

    @Override
    public List<SkillUsage> usage() {
        var failure = new SkillUsage.Failure(Instant.EPOCH, Reason.said("no luck"));
        return List.of(
                new SkillUsage(
                        "parcels",
                        "1.0.0",
                        7,
                        20,
                        1,
                        Duration.ofMillis(3),
                        Duration.ofMillis(9),
                        List.of(failure),
                        Optional.empty()));
    }

    @Override
    public boolean pardon(String id) {
        return "parcels".equals(id);
    }

    @Override
    public Optional<SkillHandle> acquire(String id) {
        return "parcels".equals(id)
                ? Optional.of(new SkillHandle(parcels, () -> {}))
                : Optional.empty();
    }

    @Override
    public Optional<SkillHandle> acquire(String id, Duration patience) {
        return acquire(id);
    }

    @Override
    public Subscription listen(Runnable onChange) {
        return () -> {};
    }
}
