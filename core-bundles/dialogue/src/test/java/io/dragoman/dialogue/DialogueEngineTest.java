package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.DATE;
import static io.dragoman.dialogue.Skills.NOTE;
import static io.dragoman.dialogue.Skills.ORDER;
import static io.dragoman.dialogue.Skills.load;
import static io.dragoman.dialogue.Skills.says;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Turn;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialogueEngineTest {

    private final DialogueEngine engine = new DialogueEngine(Duration.ofMillis(500), 3);
    private final LoadedSkill returns = load(Skills.returns());

    private DialogueResult start(LoadedSkill skill, String text) {
        return engine.start(skill, Map.of(), says(text));
    }

    private DialogueResult go(LoadedSkill skill, DialogueResult last, String text) {
        assertThat(last).isInstanceOf(DialogueResult.Say.class);
        return engine.resume(skill, last.state(), says(text));
    }

    @Test
    void asksForOneMissingSlotAfterTheOther() {
        var first = start(returns, "I want to return something");
        assertThat(words(first)).isEqualTo("Which order?");
        var second = go(returns, first, "it is A-123");
        assertThat(words(second)).isEqualTo("Which day?");
        assertThat(words(go(returns, second, "2026-11-20"))).isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void asksForNothingTheFirstMessageAlreadySays() {
        var result = start(returns, "return a-123, bought 2026-11-20");
        assertThat(words(result)).isEqualTo("A-123 on 2026-11-20");
        assertThat(result).isInstanceOf(DialogueResult.Finished.class);
    }

    @Test
    void takesFurtherSlotsFromAnAnswer() {
        var asked = start(returns, "return");
        assertThat(words(go(returns, asked, "A-123 from 2026-11-20")))
                .isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void neverTakesFreeTextFromTheFirstMessage() {
        var note =
                load(scripted(skill("note").needs(NOTE), d -> Turn.done(Part.text(d.get(NOTE)))));
        var asked = start(note, "take a note");
        assertThat(words(asked)).isEqualTo("What shall I write down?");
        assertThat(words(go(note, asked, "buy milk"))).isEqualTo("buy milk");
    }

    @Test
    void asksAgainAndGivesUpToAPersonAfterThreeFailures() {
        var first = go(returns, start(returns, "return"), "hm");
        assertThat(words(first)).isEqualTo("That is no order number.");
        var second = go(returns, first, "dunno");
        var third = go(returns, second, "what?");
        assertThat(third).isInstanceOf(DialogueResult.GiveUp.class);
        assertThat(((DialogueResult.GiveUp) third).slot()).isEqualTo("order");
        assertThat(((DialogueResult.GiveUp) third).summary()).contains("Test skill", "3", "order");
        assertThat(words(third)).contains("colleague");
    }

    @Test
    void countsTheFailuresOfEachQuestionByItself() {
        var asked = go(returns, go(returns, start(returns, "return"), "hm"), "hm");
        var next = go(returns, asked, "A-123");
        assertThat(next.state().failedTries()).isZero();
        assertThat(go(returns, next, "hm")).isInstanceOf(DialogueResult.Say.class);
    }

    @Test
    void countsAValueTheSkillRejectsAsAFailure() {
        var picky =
                load(
                        scripted(
                                skill("picky").needs(ORDER),
                                d -> Turn.askAgain(ORDER, Part.text("I know no " + d.get(ORDER)))));
        var first = start(picky, "A-111");
        assertThat(words(first)).isEqualTo("I know no A-111");
        var second = go(picky, first, "A-222");
        assertThat(words(second)).isEqualTo("I know no A-222");
        assertThat(go(picky, second, "A-333")).isInstanceOf(DialogueResult.GiveUp.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"never mind", "Never mind!", "算了", "取消", "不用了。", "forget it", "cancel"})
    void endsWhenTheCustomerBreaksOff(String words) {
        var end = go(returns, start(returns, "return"), words);
        assertThat(end).isInstanceOf(DialogueResult.Finished.class);
        assertThat(((DialogueResult.Finished) end).cancelled()).isTrue();
    }

    @Test
    void doesNotTakeASentenceWithCancelInItForBreakingOff() {
        assertThat(go(returns, start(returns, "return"), "cancel my order A-123").state().slots())
                .containsEntry("order", "A-123");
    }

    @Test
    void answersInTheCustomersLanguage() {
        var chinese =
                new CustomerTurn(
                        "c1:1",
                        "demo",
                        "退货",
                        List.of(),
                        Locale.SIMPLIFIED_CHINESE,
                        Optional.empty(),
                        Optional.empty(),
                        Skills.NOW,
                        ZoneOffset.UTC);
        assertThat(words(engine.start(returns, Map.of(), chinese))).isEqualTo("哪个订单？");
    }

    @Test
    void startsWithSlotsThatARuleHasFilled() {
        var given = Map.of("order", "A-123", "date", "2026-11-20", "unknown", "x");
        assertThat(words(engine.start(returns, given, says("refund"))))
                .isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void startsFromAButtonThatFillsSlots() {
        var asked = start(returns, "skill:returns?order=A-123");
        assertThat(words(asked)).isEqualTo("Which day?");
        assertThat(words(go(returns, asked, "skill:returns?date=2026-11-20")))
                .isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void leavesAButtonOfAnotherSkillToTheLadder() {
        assertThat(go(returns, start(returns, "return"), "skill:other?x=1"))
                .isInstanceOf(DialogueResult.Pass.class);
    }

    @Test
    void goesOnFromItsStateAfterARestart() {
        var asked = go(returns, start(returns, "return"), "A-123");
        var restored = DialogueState.fromTree(asked.state().toTree());
        assertThat(restored).isEqualTo(asked.state());
        assertThat(words(engine.resume(returns, restored, says("2026-11-20"))))
                .isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void goesOnWithANewerVersionAndDropsWhatThatDoesNotKnow() {
        var asked = go(returns, start(returns, "return"), "A-123");
        var newer =
                load(
                        scripted(
                                skill("returns").needs(DATE),
                                d ->
                                        Turn.done(
                                                Part.text(
                                                        "v2: "
                                                                + d.get(DATE)
                                                                + " "
                                                                + d.find(ORDER)))));
        assertThat(words(engine.resume(newer, asked.state(), says("2026-11-20"))))
                .isEqualTo("v2: 2026-11-20 Optional.empty");
    }

    @Test
    void beginsAStepAnewThatTheNewerVersionDoesNotHave() {
        var state =
                new DialogueState(
                        "returns",
                        "gone",
                        Map.of("order", "A-123"),
                        Optional.of("old"),
                        2,
                        Map.of(),
                        List.of(),
                        Optional.empty());
        assertThat(words(engine.resume(returns, state, says("2026-11-20"))))
                .isEqualTo("A-123 on 2026-11-20");
    }

    @Test
    void movesThroughStepsAndRemembers() {
        var steps =
                load(
                        scripted(
                                skill("steps").step("day", DATE),
                                d -> {
                                    if (d.step().equals("day")) {
                                        return Turn.done(
                                                Part.text(
                                                        d.recall("said").orElse("")
                                                                + " / "
                                                                + d.get(DATE)));
                                    }
                                    d.remember("said", d.text());
                                    return Turn.next("day", Part.text("Fine."));
                                }));
        var asked = start(steps, "hello");
        assertThat(words(asked)).isEqualTo("Fine.\nWhich day?");
        var restored = DialogueState.fromTree(asked.state().toTree());
        assertThat(words(engine.resume(steps, restored, says("2026-11-20"))))
                .isEqualTo("hello / 2026-11-20");
    }

    @Test
    void understandsTheNumberAndTheLabelOfAChoice() {
        var choices =
                new Part.Choices(
                        "Which?",
                        List.of(
                                new Part.Action("The blue one", "skill:choose?order=A-001"),
                                new Part.Action("The red one", "skill:choose?order=A-002")));
        var choose =
                load(
                        scripted(
                                skill("choose").step("pick", ORDER),
                                d ->
                                        d.step().equals("pick")
                                                ? Turn.done(Part.text(d.get(ORDER)))
                                                : Turn.next("pick", choices)));
        var offered = start(choose, "choose");
        assertThat(offered.parts()).containsExactly(choices);
        assertThat(words(go(choose, offered, "2"))).isEqualTo("A-002");
        assertThat(words(go(choose, offered, "第一个"))).isEqualTo("A-001");
        assertThat(words(go(choose, offered, "the second one"))).isEqualTo("A-002");
        assertThat(words(go(choose, offered, "the blue one!"))).isEqualTo("A-001");
        assertThat(engine.looksLikeAnswer(choose, offered.state(), says("2"))).isTrue();
        assertThat(engine.looksLikeAnswer(choose, offered.state(), says("3"))).isFalse();
    }

    @Test
    void asksAVisitorToSignInWhereTheSkillNeedsIt() {
        var own = load(scripted(skill("own").needsSignIn(), d -> Turn.done(Part.text("hi"))));
        assertThat(words(start(own, "mine"))).contains("signed in");
    }

    @Test
    void failsAsAValueWhenTheSkillThrows() {
        var broken =
                load(
                        scripted(
                                skill("broken"),
                                d -> {
                                    throw new IllegalStateException("no database");
                                }));
        var failed = (DialogueResult.Failed) start(broken, "go");
        assertThat(failed.reason()).isEqualTo("broken: IllegalStateException: no database");
    }

    @Test
    void failsAsAValueWhenTheSkillBreaksItsOwnSpec() {
        assertThat(start(load(scripted(skill("nowhere"), d -> Turn.next("moon"))), "go"))
                .isInstanceOf(DialogueResult.Failed.class);
        assertThat(start(load(scripted(skill("nothing"), d -> null)), "go"))
                .isInstanceOf(DialogueResult.Failed.class);
        assertThat(
                        start(
                                load(
                                        scripted(
                                                skill("unfilled"),
                                                d -> Turn.done(Part.text(d.get(ORDER))))),
                                "go"))
                .isInstanceOf(DialogueResult.Failed.class);
        assertThat(start(load(scripted(skill("loop"), d -> Turn.next("start"))), "go"))
                .isInstanceOf(DialogueResult.Failed.class);
        assertThat(start(load(scripted(skill("asks"), d -> Turn.askAgain(ORDER))), "go"))
                .isInstanceOf(DialogueResult.Failed.class);
    }

    @Test
    void refusesToRememberTooMuch() {
        var hoarder =
                load(
                        scripted(
                                skill("hoarder"),
                                d -> {
                                    d.remember("x", "y".repeat(5_000));
                                    return Turn.done();
                                }));
        assertThat(((DialogueResult.Failed) start(hoarder, "go")).reason())
                .contains("4000 characters");
    }

    @Test
    void givesUpOnASkillThatTakesTooLongAndInterruptsIt() throws Exception {
        var interrupted = new CountDownLatch(1);
        Skill slow =
                scripted(
                        skill("slow"),
                        d -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return Turn.done();
                        });
        var failed = (DialogueResult.Failed) start(load(slow), "go");
        assertThat(failed.reason()).contains("longer than 500 ms");
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void callsASkillNoMoreWhileItsEarlierCallsDoNotStop() {
        var release = new CountDownLatch(1);
        var stubborn =
                load(
                        scripted(
                                skill("stubborn"),
                                d -> {
                                    awaitStubbornly(release);
                                    return Turn.done();
                                }));
        var quick = new DialogueEngine(Duration.ofMillis(20), 3);
        quick.start(stubborn, Map.of(), says("1"));
        quick.start(stubborn, Map.of(), says("2"));
        var refused = (DialogueResult.Failed) quick.start(stubborn, Map.of(), says("3"));
        assertThat(refused.reason()).contains("did not stop");
        release.countDown();
    }

    private static void awaitStubbornly(CountDownLatch release) {
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException deaf) {
                Thread.interrupted();
            }
        }
    }

    @Test
    void passesOnWhatTheSkillDecides() {
        var over =
                load(
                        scripted(
                                skill("over"),
                                d -> Turn.handOver("returns", "late", Part.text("moment"))));
        var result = (DialogueResult.HandOver) start(over, "go");
        assertThat(result.team()).isEqualTo("returns");
        assertThat(result.summary()).isEqualTo("late");
        var pass = load(scripted(skill("pass"), d -> Turn.pass("not mine")));
        assertThat(((DialogueResult.Pass) start(pass, "go")).reason()).isEqualTo("not mine");
    }

    @Test
    void hasTheSameTextsInBothLanguages() {
        var texts = Texts.load(getClass().getClassLoader(), "i18n/dialogue");
        assertThat(texts.incomplete()).isEmpty();
        assertThat(
                        List.of("cancelled", "signin.needed", "giveup", "giveup.summary").stream()
                                .filter(key -> !texts.has(key))
                                .collect(Collectors.toSet()))
                .isEmpty();
    }
}
