package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Reason;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.InstalledSkill;
import io.dragoman.dialogue.LoadedSkill;
import io.dragoman.dialogue.SkillHandle;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.SkillUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A skill that cancels orders, after asking, one that prices, and one that advises a size. */
final class TestSkills implements SkillRegistry {

    record Order(String number) {}

    private static final Slot<String> ORDER = Slot.slot("order", SlotType.orderNumber());
    private static final Slot<String> ITEMS = Slot.slot("items", SlotType.text());
    private static final Slot<Integer> HEIGHT = Slot.slot("height", SlotType.number(120, 220));

    final List<String> cancelled = new CopyOnWriteArrayList<>();
    private final Map<String, LoadedSkill> skills = new LinkedHashMap<>();

    TestSkills() {
        var cancel = Tool.changing("cancel_order", "Cancels an order", Order.class, this::cancel);
        var state =
                Tool.reading(
                        "order_state",
                        "Tells where an order stands",
                        Order.class,
                        (order, caller) -> new Tool.Result.Ok(Map.of("state", "on its way")));
        add(
                SkillSpec.skill("cancel").needs(ORDER).tool(cancel).tool(state).build(),
                d -> Turn.propose(cancel, new Order(d.get(ORDER)), ""));
        add(
                SkillSpec.skill("basket").needs(ITEMS).build(),
                d -> Turn.done(Part.text("price of " + d.get(ITEMS))));
        add(
                SkillSpec.skill("size").needs(HEIGHT).build(),
                d -> Turn.done(Part.text("size for " + d.get(HEIGHT))));
        add(SkillSpec.skill("wary").build(), TestSkills::wary);
    }

    /** Questions are none of its business. */
    private static Turn wary(Dialogue dialogue) {
        if (dialogue.text().startsWith("skill:")) {
            return Turn.done(Part.text("At your service."));
        }
        return dialogue.text().startsWith("how")
                ? Turn.pass("it is a question")
                : Turn.done(Part.text("At your service: " + dialogue.text()));
    }

    private Tool.Result cancel(Order order, Tool.Caller caller) {
        cancelled.add(order.number() + " " + caller.key().orElse("without key"));
        return new Tool.Result.Ok(Map.of("number", order.number()));
    }

    private record Scripted(SkillSpec spec, Function<Dialogue, Turn> script) implements Skill {
        @Override
        public Turn take(Dialogue dialogue) {
            return script.apply(dialogue);
        }

        @Override
        public Optional<Texts> texts() {
            var words = new HashMap<String, String>();
            words.put("title", spec.id());
            words.put("purpose", spec.id());
            for (var name : List.of("order", "height", "items")) {
                words.put(name + ".ask", "Which " + name + "?");
                words.put(name + ".retry", "Which " + name + ", please?");
            }
            words.put("cancel_order.confirm", "Shall I cancel {0}?");
            words.put("cancel_order.done", "{0} is cancelled.");
            return Optional.of(
                    Texts.of(Map.of(Locale.SIMPLIFIED_CHINESE, words, Locale.ENGLISH, words)));
        }
    }

    private void add(SkillSpec spec, Function<Dialogue, Turn> script) {
        var outcome = LoadedSkill.load(spec.id(), "1.0.0", new Scripted(spec, script));
        if (!(outcome instanceof LoadedSkill.Outcome.Usable usable)) {
            throw new IllegalStateException(outcome.toString());
        }
        skills.put(spec.id(), usable.skill());
    }

    @Override
    public List<InstalledSkill> snapshot() {
        return skills.values().stream()
                .map(
                        skill ->
                                new InstalledSkill(
                                        skill.spec().id(),
                                        "1.0.0",
                                        1,
                                        Optional.of(skill.spec()),
                                        Optional.of(skill.texts()),
                                        InstalledSkill.State.ACTIVE,
                                        Reason.NONE))
                .toList();
    }

    @Override
    public List<SkillUsage> usage() {
        return List.of();
    }

    @Override
    public boolean pardon(String id) {
        return false;
    }

    @Override
    public Optional<SkillHandle> acquire(String id) {
        return Optional.ofNullable(skills.get(id)).map(skill -> new SkillHandle(skill, () -> {}));
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
