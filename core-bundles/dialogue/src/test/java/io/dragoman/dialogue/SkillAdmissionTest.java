package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.ORDER;
import static io.dragoman.dialogue.Skills.named;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.source;
import static io.dragoman.dialogue.Skills.versionOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.SelfTesting;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.InstalledSkill.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SkillAdmissionTest {

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ofSeconds(2));

    private String reasonFor(Skill broken) {
        registry.install(
                source(9, broken instanceof Skills.Scripted s ? s.spec().id() : "x", "1.0.0"),
                broken);
        var installed = registry.snapshot().getFirst();
        assertThat(installed.state()).isEqualTo(State.FAILED);
        assertThat(registry.acquire(installed.id())).isEmpty();
        return installed.reason();
    }

    @Test
    void keepsOutASkillWhoseSpecThrows() {
        assertThat(
                        reasonFor(
                                new Skill() {
                                    @Override
                                    public SkillSpec spec() {
                                        throw new NoSuchMethodError("io.dragoman.api.gone()");
                                    }

                                    @Override
                                    public Turn take(Dialogue dialogue) {
                                        return Turn.done();
                                    }
                                }))
                .isEqualTo("its spec cannot be read: NoSuchMethodError: io.dragoman.api.gone()");
    }

    @Test
    void keepsOutASkillWithMissingTexts() {
        assertThat(
                        reasonFor(
                                scripted(
                                        skill("x").needs(Slot.slot("nowhere", SlotType.text())),
                                        d -> Turn.done())))
                .contains("'nowhere.ask'", "'nowhere.retry'");
    }

    @Test
    void takesTheTextsThatASkillBringsAlong() {
        var skill = new WithTexts(Skills.returns(), texts("Returns"));

        var loaded = LoadedSkill.load("returns", "1.0.0", skill);

        assertThat(
                        ((LoadedSkill.Outcome.Usable) loaded)
                                .skill()
                                .texts()
                                .get(Locale.ENGLISH, "title"))
                .isEqualTo("Returns");
    }

    /** A skill that keeps its texts to itself. */
    private record WithTexts(Skill skill, Optional<Texts> texts) implements Skill {
        @Override
        public SkillSpec spec() {
            return skill.spec();
        }

        @Override
        public Turn take(Dialogue dialogue) {
            return skill.take(dialogue);
        }
    }

    private static Optional<Texts> texts(String title) {
        var all = new HashMap<String, String>();
        for (var key : List.of("purpose", "order.ask", "order.retry", "date.ask", "date.retry")) {
            all.put(key, key);
        }
        all.put("title", title);
        return Optional.of(Texts.of(Map.of(Locale.SIMPLIFIED_CHINESE, all, Locale.ENGLISH, all)));
    }

    @Test
    void keepsOutASkillWithTwoSlotsOfOneName() {
        var other = Slot.slot("order", SlotType.text());
        assertThat(
                        reasonFor(
                                scripted(
                                        skill("x").needs(ORDER).step("two", other),
                                        d -> Turn.done())))
                .contains("two different slots");
    }

    record Bad(Thread thread) {}

    @Test
    void keepsOutASkillWithAToolThatCannotBeDescribed() {
        var tool = Tool.reading("bad", "?", Bad.class, (a, c) -> new Tool.Result.Ok(1));
        assertThat(reasonFor(scripted(skill("x").tool(tool), d -> Turn.done())))
                .contains("'bad'", "'thread'", "java.lang.Thread");
    }

    @Test
    void leavesTheWorkingVersionInPlaceWhenTheNewerIsBroken() {
        registry.install(source(1, "a", "1.0.0"), named("a"));
        registry.install(source(2, "a", "2.0.0"), scripted(skill("other"), d -> Turn.done()));
        assertThat(versionOf(registry, "a")).isEqualTo("1.0.0");
        assertThat(registry.snapshot())
                .extracting(InstalledSkill::state)
                .containsExactly(State.ACTIVE, State.FAILED);
        assertThat(registry.snapshot().get(1).reason()).contains("published as 'a'", "'other'");
    }

    @Test
    void listsSkillsWithoutAnIdAndSkillsThatCannotBeCreated() {
        registry.bindSkill(FakeReference.to(named("a"), "1.0.0", Map.of("service.id", 5L)));
        registry.bindSkill(
                FakeReference.to(null, "1.0.0", Map.of("service.id", 6L, "skill.id", "b")));
        var reasons = new ArrayList<String>();
        registry.snapshot().forEach(skill -> reasons.add(skill.id() + ": " + skill.reason()));
        assertThat(reasons).hasSize(2);
        assertThat(reasons.get(0)).startsWith("b: it could not be created");
        assertThat(reasons.get(1)).startsWith("some.bundle: it has no id");
    }

    /** Can tell that it is unfit. */
    private record Careful(Optional<String> verdict) implements Skill, SelfTesting {
        @Override
        public SkillSpec spec() {
            return skill("careful").examples("hello").build();
        }

        @Override
        public Turn take(Dialogue dialogue) {
            return Turn.done();
        }

        @Override
        public Optional<String> selfTest() {
            return verdict;
        }
    }

    @Test
    void aSkillThatFindsItselfUnfitTakesNoTurnsAndTheOldOneGoesOn() {
        registry.install(source(1, "careful", "1.0.0"), new Careful(Optional.empty()));
        registry.install(source(2, "careful", "2.0.0"), new Careful(Optional.of("no stock list")));
        assertThat(versionOf(registry, "careful")).isEqualTo("1.0.0");
        assertThat(registry.snapshot().get(1).state()).isEqualTo(State.FAILED);
        assertThat(registry.snapshot().get(1).reason()).contains("self-test says: no stock list");
    }

    @Test
    void aSelfTestThatThrowsCountsAsUnfit() {
        registry.install(source(1, "careful", "1.0.0"), new Careful(null));
        assertThat(registry.snapshot().getFirst().state()).isEqualTo(State.FAILED);
    }

    record Nothing() {}

    private static Skill withTool(String id, String tool) {
        return scripted(
                skill(id)
                        .tool(
                                Tool.reading(
                                        tool,
                                        "Says whose it is",
                                        Nothing.class,
                                        (a, c) -> new Tool.Result.Ok(id))),
                d -> Turn.done());
    }

    @Test
    void keepsASkillOutWhoseToolHasANameThatIsTaken() {
        registry.install(source(1, "a", "1.0.0"), withTool("a", "get_it"));
        registry.install(source(2, "b", "1.0.0"), withTool("b", "get_it"));
        assertThat(registry.acquire("b")).isEmpty();
        assertThat(registry.snapshot().get(1).state()).isEqualTo(State.FAILED);
        assertThat(registry.snapshot().get(1).reason())
                .isEqualTo(
                        "its tool 'get_it' has the name of a tool of the skill 'a'; rename one of"
                                + " them");
        registry.install(source(3, "a", "2.0.0"), withTool("a", "get_it"));
        registry.remove(1);
        assertThat(versionOf(registry, "a")).isEqualTo("2.0.0");
        registry.remove(3);
        assertThat(versionOf(registry, "b")).isEqualTo("1.0.0");
    }
}
