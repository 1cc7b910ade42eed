package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.internal.PipelineWorld.TestRules;
import io.dragoman.testkit.Configs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesStageTest {

    @TempDir Path folder;
    private PipelineWorld world;
    private TestRules rules;
    private Optional<Facts.Intent> intent = Optional.empty();
    private Optional<Effects> started = Optional.empty();
    private RulesStage.Called called = new RulesStage.Called("", Effects.NONE, Map.of());

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        rules = world.rules;
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private final class Skills implements RulesStage.SkillStarts {
        @Override
        public Optional<Effects> start(Turn turn, String skill, Map<String, String> slots) {
            return started;
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(60);
        }
    }

    private StageResult decided(Decision... decisions) {
        rules.in(Phase.ROUTE, facts -> List.of(decisions));
        return attempt();
    }

    private StageResult attempt() {
        return stage().attempt(LadderTest.turn("hello"));
    }

    private RulesStage stage() {
        return new RulesStage(
                world.facts, rules, turn -> intent, new Skills(), (turn, call) -> called);
    }

    @Test
    void aRuleLeavesTheSkillThatItStartsItsTime() {
        assertThat(stage().limit()).isGreaterThan(new Skills().limit());
    }

    private static Effects effects(StageResult result) {
        return ((StageResult.Answer) result).effects();
    }

    @Test
    void whatARuleSaysIsSaidAndNamed() {
        var result =
                decided(new Decision.Say("greeting", "Hi!"), new Decision.Say("hours", "Open."));
        assertThat(effects(result).parts()).containsExactly(Part.text("Hi!"), Part.text("Open."));
        assertThat(result.report().key()).isEqualTo("rules.answered");
        assertThat(result.report().findings().get("rules").toString())
                .contains("greeting")
                .contains("hours");
    }

    @Test
    void whatARuleAsksHasOptionsWithPayloads() {
        var result = decided(new Decision.Ask("ask", "Which?", List.of("Refund=退款", "Other")));
        assertThat(effects(result).parts())
                .containsExactly(
                        new Part.Choices(
                                "Which?",
                                List.of(
                                        new Part.Action("Refund", "退款"),
                                        new Part.Action("Other", "Other"))));
    }

    @Test
    void aHandOverNamesTeamRuleAndReason() {
        var over =
                effects(decided(new Decision.HandOver("complaint", "supervisors", "angry")))
                        .handOver()
                        .orElseThrow();
        assertThat(over.team()).isEqualTo("supervisors");
        assertThat(over.reason().params())
                .containsEntry("rule", "complaint")
                .containsEntry("why", "angry");
    }

    @Test
    void marksGoAlongWithTheAnswerAndAreKeptWithoutOne() {
        var marks =
                new Decision[] {
                    new Decision.Tag("a", "vip"),
                    new Decision.SetPriority("b", 9),
                    new Decision.OpenTicket("c", "after-sales", "Look at it")
                };
        var passed = (StageResult.Pass) decided(marks);
        assertThat(passed.report().key()).isEqualTo("rules.fired");
        assertThat(passed.effects().tags()).containsExactly("vip");
        assertThat(passed.effects().priority()).hasValue(2);
        assertThat(passed.effects().tickets())
                .containsExactly(new Effects.Ticket("after-sales", "Look at it"));
        var answered = effects(decided(marks[0], new Decision.Say("s", "Hi")));
        assertThat(answered.tags()).isEqualTo(Set.of("vip"));
    }

    @Test
    void aSkillIsStartedAfterWhatTheRulesSay() {
        started = Optional.of(Effects.say(List.of(Part.text("Which order?"))).withDialogue("{}"));
        var result =
                effects(
                        decided(
                                new Decision.Say("s", "Sure."),
                                new Decision.StartSkill("go", "order-query", Map.of()),
                                new Decision.Tag("t", "order")));
        assertThat(result.parts()).containsExactly(Part.text("Sure."), Part.text("Which order?"));
        assertThat(result.dialogue()).contains("{}");
        assertThat(result.tags()).containsExactly("order");
    }

    @Test
    void aSkillThatIsNotInstalledLeavesTheTurnToTheNextStage() {
        assertThat(decided(new Decision.StartSkill("go", "missing", Map.of())))
                .isInstanceOf(StageResult.Pass.class);
    }

    @Test
    void noRuleIsNoAnswer() {
        assertThat(decided().report().key()).isEqualTo("rules.none");
    }

    @Test
    void theIntentIsOnlyLookedForWhenTheWordsAloneDecideNothing() {
        intent = Optional.of(new Facts.Intent("refund", 0.9));
        var runs = new AtomicInteger();
        rules.in(
                Phase.ROUTE,
                facts -> {
                    runs.incrementAndGet();
                    return facts.stream()
                                    .anyMatch(
                                            f ->
                                                    f instanceof Fact.Message m
                                                            && m.intent().equals("refund"))
                            ? List.of(new Decision.Say("by-intent", "A refund, then."))
                            : List.of();
                });
        assertThat(effects(attempt()).parts()).containsExactly(Part.text("A refund, then."));
        assertThat(runs).hasValue(2);
        runs.set(0);
        rules.in(
                Phase.ROUTE,
                facts -> {
                    runs.incrementAndGet();
                    return List.of(new Decision.Say("by-words", "Hi."));
                });
        attempt();
        assertThat(runs).hasValue(1);
    }

    @Test
    void theGuardBlocksWithTheRulesWordsAndOtherwiseKeepsMarks() {
        var guard =
                new GuardStage(world.facts, rules, Configs.of(GuardStage.Config.class, Map.of()));
        rules.in(Phase.GUARD, facts -> List.of(new Decision.Block("rude", "Please be kind.")));
        var blocked = guard.attempt(LadderTest.turn("..."));
        assertThat(effects(blocked).parts()).containsExactly(Part.text("Please be kind."));
        assertThat(blocked.report().key()).isEqualTo("guard.blocked");
        rules.in(Phase.GUARD, facts -> List.of(new Decision.Tag("t", "seen")));
        var clean = (StageResult.Pass) guard.attempt(LadderTest.turn("hello"));
        assertThat(clean.effects().tags()).containsExactly("seen");
    }

    @Test
    void theGuardAnswersWhatNobodyElseShouldSee() {
        var guard =
                new GuardStage(
                        world.facts,
                        rules,
                        Configs.of(GuardStage.Config.class, Map.of("messagesPerTenSeconds", 3)));
        assertThat(guard.attempt(LadderTest.turn("   ")).report().key()).isEqualTo("guard.empty");
        assertThat(guard.attempt(LadderTest.turn("x".repeat(2_001))).report().key())
                .isEqualTo("guard.too-long");
        assertThat(guard.attempt(LadderTest.turn("fine")).report().key()).isEqualTo("guard.clean");
        assertThat(guard.attempt(LadderTest.turn("fourth")).report().key())
                .isEqualTo("guard.flood");
    }

    @Test
    void rulesAfterTheAnswerMayMarkButNotSpeak() {
        rules.in(
                Phase.AFTER,
                facts ->
                        List.of(
                                new Decision.Tag("t", "after"),
                                new Decision.Say("s", "never heard"),
                                new Decision.OpenTicket("o", "service", "Call back")));
        world.with(PipelineWorld.echo()).start();
        var id = world.customer("v");
        var answer = world.asks(id, "hi");
        assertThat(answer.parts()).containsExactly(Part.text("re: hi"));
        assertThat(world.now(id).tags()).containsExactly("after");
        assertThat(world.tickets()).singleElement().extracting("subject").isEqualTo("Call back");
    }
}
