package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.bench.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker is told histories that went wrong, and must notice. */
class CheckerTest {

    private static final Optional<String> BOT = Optional.of("bot");

    private final History history = new History();
    private final List<Said> log = new ArrayList<>();

    private static Said said(long seq, String from, String text) {
        return new Said(seq, from, Optional.empty(), List.of(Map.of("type", "text", "text", text)));
    }

    private static Said answer(long seq, long to) {
        return new Said(
                seq, "bot", Optional.of(to), List.of(Map.of("type", "text", "text", "a" + to)));
    }

    /** Three questions with their answers, as it should be. */
    @BeforeEach
    void allIsWell() {
        history.opened("c");
        for (int i = 1; i <= 3; i++) {
            long seq = 2L * i - 1;
            history.sent("m" + i, "q" + i);
            history.acked("m" + i, seq);
            history.saw(answer(seq + 1, seq));
            log.add(said(seq, "visitor", "q" + i));
            log.add(answer(seq + 1, seq));
        }
    }

    private List<Kind> kinds() {
        return Checker.check(history, log, BOT).stream().map(Fault::kind).distinct().toList();
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        assertThat(Checker.check(history, log, BOT)).isEmpty();
    }

    @Test
    void anAcknowledgedMessageThatIsNotInTheLogIsLost() {
        history.sent("m4", "q4");
        history.acked("m4", 7);

        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void aMessageInPlaceOfAnotherIsNoticed() {
        log.set(2, said(3, "visitor", "something else"));

        assertThat(kinds()).containsExactly(Kind.DIFFERENT);
    }

    @Test
    void twoMessagesAcknowledgedAsOneAreNoticed() {
        history.sent("m4", "q3");
        history.acked("m4", 5);

        assertThat(kinds()).contains(Kind.LOST);
    }

    @Test
    void aMessageThatStandsTwiceInTheLogIsDoubled() {
        log.add(said(7, "visitor", "q3"));
        log.add(answer(8, 7));
        history.saw(answer(8, 7));

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void whatWasRefusedAndStillKeptIsDoubled() {
        history.sent("m4", "q4");
        history.refused("m4", "overloaded");
        log.add(said(7, "visitor", "q4"));
        log.add(answer(8, 7));
        history.saw(answer(8, 7));

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void whatWasRefusedAndNotKeptIsFine() {
        history.sent("m4", "q4");
        history.refused("m4", "overloaded");

        assertThat(kinds()).isEmpty();
        assertThat(history.refusals()).containsEntry("overloaded", 1);
    }

    @Test
    void whatWasNeitherAcknowledgedNorRefusedMayBeKeptOrNot() {
        history.sent("m4", "q4");
        assertThat(kinds()).isEmpty();

        log.add(said(7, "visitor", "q4"));
        log.add(answer(8, 7));
        history.saw(answer(8, 7));
        assertThat(kinds()).isEmpty();
    }

    @Test
    void aSecondAcknowledgementIsNoticed() {
        history.acked("m2", 3);

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void messagesKeptInAnotherOrderThanSentAreDisordered() {
        history.sent("m4", "q4");
        history.sent("m5", "q5");
        history.acked("m4", 8);
        history.acked("m5", 7);
        log.addAll(
                List.of(
                        said(7, "visitor", "q5"),
                        said(8, "visitor", "q4"),
                        answer(9, 7),
                        answer(10, 8)));
        history.saw(answer(9, 7));
        history.saw(answer(10, 8));

        assertThat(kinds()).containsExactly(Kind.DISORDERED);
    }

    @Test
    void aNumberThatIsMissingIsAGap() {
        log.removeIf(said -> said.seq() == 4);

        assertThat(kinds()).contains(Kind.GAP, Kind.UNANSWERED);
    }

    @Test
    void aQuestionWithoutAnAnswerIsNoticed() {
        history.sent("m4", "q4");
        history.acked("m4", 7);
        log.add(said(7, "visitor", "q4"));

        assertThat(kinds()).containsExactly(Kind.UNANSWERED);
        assertThat(Checker.check(history, log, Optional.empty())).isEmpty();
    }

    @Test
    void whatIsSaidAfterTheBotCalledPeopleIsTheirs() {
        history.handedOver();
        history.sent("m4", "q4");
        history.acked("m4", 7);
        log.add(said(7, "visitor", "q4"));

        assertThat(kinds()).isEmpty();
        assertThat(history.isHandedOver()).isTrue();
    }

    @Test
    void aQuestionAnsweredTwiceIsNoticed() {
        log.add(answer(7, 5));
        history.saw(answer(7, 5));

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void answersInAnotherOrderThanTheQuestionsAreDisordered() {
        log.add(said(7, "visitor", "q4"));
        log.add(said(8, "visitor", "q5"));
        log.add(answer(9, 8));
        log.add(answer(10, 7));
        history.sent("m4", "q4");
        history.sent("m5", "q5");
        history.acked("m4", 7);
        history.acked("m5", 8);
        history.saw(answer(9, 8));
        history.saw(answer(10, 7));

        assertThat(kinds()).containsExactly(Kind.DISORDERED);
    }

    @Test
    void anAnswerThatWasNeverShownIsLost() {
        log.add(said(7, "system", "joined"));

        assertThat(kinds()).containsExactly(Kind.LOST);
    }

    @Test
    void whatIsShownTwiceOrLateIsNoticed() {
        history.saw(answer(6, 5));
        assertThat(kinds()).containsExactly(Kind.DOUBLED);

        history.saw(answer(2, 1));
        assertThat(kinds()).containsExactly(Kind.DOUBLED, Kind.DISORDERED);
    }

    @Test
    void whatWasShownOtherwiseThanKeptIsNoticed() {
        log.set(
                1,
                new Said(
                        2,
                        "bot",
                        Optional.of(1L),
                        List.of(Map.of("type", "text", "text", "other"))));

        assertThat(kinds()).containsExactly(Kind.DIFFERENT);
    }

    @Test
    void answersOfAgentsAreKnownByTheirWords() {
        var talk = new History();
        talk.sent("m1", "hello");
        talk.acked("m1", 1);
        talk.saw(said(2, "agent", "re 1"));
        var kept = List.of(said(1, "visitor", "hello"), said(2, "agent", "re 1"));

        assertThat(Checker.check(talk, kept, Optional.of("agent"))).isEmpty();
        assertThat(Checker.check(talk, kept.subList(0, 1), Optional.of("agent")))
                .extracting(Fault::kind)
                .contains(Kind.LOST, Kind.UNANSWERED);
    }
}
