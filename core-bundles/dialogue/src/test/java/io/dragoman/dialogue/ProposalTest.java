package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.ORDER;
import static io.dragoman.dialogue.Skills.load;
import static io.dragoman.dialogue.Skills.scripted;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CHANGES is asked about first, and made only after a yes. */
class ProposalTest {

    record Wish(String order) {}

    private final List<String> changed = new ArrayList<>();
    private final Tool<Wish> change =
            Tool.changing(
                            "change",
                            "Changes an order",
                            Wish.class,
                            (wish, caller) -> {
                                changed.add(wish.order() + " " + caller.key().orElse(""));
                                return new Tool.Result.Ok(Map.of("state", "CHANGED"));
                            })
                    .forCustomer();
    private final LoadedSkill skill =
            load(
                    scripted(
                            skill("changes").needs(ORDER).step("told").tool(change),
                            d ->
                                    d.step().equals("told")
                                            ? Turn.done(Part.text("told: " + d.outcome()))
                                            : Turn.propose(
                                                    change,
                                                    new Wish(d.get(ORDER)),
                                                    "told",
                                                    Part.text("It costs nothing."))));
    private final DialogueEngine engine = new DialogueEngine(Duration.ofSeconds(5), 3);
    private Optional<String> customer = Optional.of("C1");
    private Locale language = Locale.ENGLISH;
    private Instant now = Skills.NOW;
    private int turns;

    private CustomerTurn says(String text) {
        return new CustomerTurn(
                "c1:" + ++turns,
                "demo",
                text,
                List.of(Part.text(text)),
                language,
                customer,
                Optional.empty(),
                now,
                ZoneOffset.UTC);
    }

    private DialogueResult asked() {
        return engine.start(skill, Map.of(), says("change A-123"));
    }

    /** The state as it is after it was stored and read. */
    private static DialogueState kept(DialogueResult result) {
        return DialogueState.fromTree(result.state().toTree());
    }

    private static Part.Choices question(DialogueResult result) {
        return (Part.Choices) result.parts().getLast();
    }

    @Test
    void asksWithTheToolsOwnWordsAndButtons() {
        var asked = asked();
        assertThat(asked.parts().getFirst()).isEqualTo(Part.text("It costs nothing."));
        assertThat(question(asked).prompt()).isEqualTo("Shall I change A-123?");
        assertThat(question(asked).options())
                .containsExactly(
                        new Part.Action("Yes", "confirm:yes:c1:1"),
                        new Part.Action("No", "confirm:no:c1:1"));
        assertThat(changed).isEmpty();
        language = Locale.SIMPLIFIED_CHINESE;
        assertThat(question(asked()).prompt()).isEqualTo("要改 A-123 吗？");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes please", "好的", "确认", "1", "Yes", "confirm:yes:c1:1"})
    void isToldToMakeTheChangeByAnyYes(String yes) {
        var agreed = engine.resume(skill, kept(asked()), says(yes));
        var execute = (DialogueResult.Execute) agreed;
        assertThat(execute.proposal().id()).isEqualTo("c1:1");
        assertThat(execute.proposal().arguments()).isEqualTo(Map.of("order", "A-123"));
        var outcome = new ToolOutcome.Answered(Map.of("state", "CHANGED"));
        var end = engine.conclude(skill, execute.state(), outcome, says(yes));
        assertThat(Skills.words(end)).contains("told: ", "CHANGED");
        assertThat(end).isInstanceOf(DialogueResult.Finished.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "不用了", "never mind", "算了", "2", "confirm:no:c1:1"})
    void leavesEverythingAsItIsAfterANo(String no) {
        var end = (DialogueResult.Finished) engine.resume(skill, kept(asked()), says(no));
        assertThat(end.cancelled()).isTrue();
        assertThat(Skills.words(end)).contains("as it is");
        assertThat(end.state().proposal()).isEmpty();
    }

    @Test
    void asksOnceMoreWhenTheYesComesTooLate() {
        var state = kept(asked());
        now = now.plus(Duration.ofHours(2));
        var again = engine.resume(skill, state, says("yes"));
        assertThat(again.parts().getFirst().toString()).contains("a while ago");
        assertThat(again.state().proposal().orElseThrow().id()).isEqualTo("c1:2");
        assertThat(engine.resume(skill, kept(again), says("yes")))
                .isInstanceOf(DialogueResult.Execute.class);
    }

    @Test
    void takesAYesOnlyFromWhomItAsked() {
        var state = kept(asked());
        customer = Optional.of("C2");
        var end = engine.resume(skill, state, says("yes"));
        assertThat(Skills.words(end)).contains("somebody else");
    }

    @Test
    void asksNobodyWhoIsNotKnown() {
        customer = Optional.empty();
        assertThat(Skills.words(asked())).contains("signed in");
    }

    @Test
    void doesNotTakeTheButtonOfAnotherQuestionForAYes() {
        var again = engine.resume(skill, kept(asked()), says("confirm:yes:c1:0"));
        assertThat(question(again).prompt()).isEqualTo("Shall I change A-123?");
    }

    @Test
    void leavesItAfterThreeAnswersThatSayNeither() {
        var state = kept(asked());
        for (int i = 0; i < 2; i++) {
            assertThat(engine.looksLikeAnswer(skill, state, says("hm"))).isFalse();
            state = kept(engine.resume(skill, state, says("hm")));
        }
        var end = engine.resume(skill, state, says("hm"));
        assertThat(Skills.words(end)).contains("for now");
    }

    @Test
    void asksForRulesAndModelsTooAndTellsTheAnswerByTemplate() {
        var call =
                ToolCall.of(
                        ToolCall.Face.RULE,
                        "conversation/c1",
                        "change",
                        Map.of("order", "A-9"),
                        new Tool.Caller("demo", customer));
        var asked = engine.propose(skill, call, "Now it is {state}.", "", says("x"));
        assertThat(question(asked).prompt()).isEqualTo("Shall I change A-9?");
        var outcome = new ToolOutcome.Answered(Map.of("state", "CHANGED"));
        assertThat(Skills.words(engine.conclude(skill, kept(asked), outcome, says("yes"))))
                .isEqualTo("Now it is CHANGED.");
        assertThat(
                        Skills.words(
                                engine.conclude(
                                        skill,
                                        kept(asked),
                                        new ToolOutcome.Failed("no"),
                                        says("yes"))))
                .contains("nothing has been changed");
    }

    @Test
    void refusesASkillThatProposesWhatIsNotItsOwn() {
        var other = Tool.changing("other", "?", Wish.class, (a, c) -> new Tool.Result.Ok(1));
        var broken =
                load(
                        scripted(
                                skill("changes").tool(change),
                                d -> Turn.propose(other, new Wish("A-1"), "")));
        assertThat(((DialogueResult.Failed) engine.start(broken, Map.of(), says("x"))).reason())
                .contains("proposed 'other'");
    }

    @Test
    void offersTheAnswersOfAChoiceAsButtons() {
        var reason =
                Slot.slot(
                        "order",
                        SlotType.choice(
                                "reason",
                                io.dragoman.api.skill.Option.option("bad", "坏了", "broken"),
                                io.dragoman.api.skill.Option.option("big", "太大", "too big")));
        var choosing =
                load(
                        scripted(
                                skill("changes").needs(reason),
                                d -> Turn.done(Part.text(d.get(reason)))));
        var first = engine.start(choosing, Map.of(), says("x"));
        assertThat(question(first).options())
                .containsExactly(
                        new Part.Action("broken", "bad"), new Part.Action("too big", "big"));
        assertThat(Skills.words(engine.resume(choosing, kept(first), says("2")))).isEqualTo("big");
    }

    @Test
    void keepsInterruptedDialoguesUpToThree() {
        var stack = Optional.<DialogueStack>empty();
        for (var id : List.of("a", "b", "c", "d")) {
            stack = Optional.of(DialogueStack.interrupted(stack, DialogueState.beginning(id)));
        }
        var kept = DialogueStack.fromTree(stack.orElseThrow().toTree());
        assertThat(kept.frames()).extracting(DialogueState::skill).containsExactly("d", "c", "b");
        assertThat(
                        DialogueStack.interrupted(Optional.of(kept), DialogueState.beginning("b"))
                                .frames())
                .extracting(DialogueState::skill)
                .containsExactly("b", "d", "c");
    }
}
