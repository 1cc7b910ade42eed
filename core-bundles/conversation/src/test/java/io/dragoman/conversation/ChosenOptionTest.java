package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenOptionTest {

    private static final Part.Action TRACK = new Part.Action("Track it", "skill:logistics?order=1");

    @Test
    void keepsWhatTheButtonSaysAndWhatItSends() {
        var parts = List.of(ChosenOption.of(TRACK));
        assertThat(ChosenOption.in(parts)).contains(TRACK);
        assertThat(ChosenOption.said(parts)).contains("skill:logistics?order=1");
        assertThat(ChosenOption.shown(parts)).containsExactly(Part.text("Track it"));
    }

    @Test
    void isPlainTextWhereBothAreTheSame() {
        var parts = List.of(ChosenOption.of(new Part.Action("Yes", "Yes")));
        assertThat(parts).containsExactly(Part.text("Yes"));
        assertThat(ChosenOption.in(parts)).isEmpty();
        assertThat(ChosenOption.said(parts)).contains("Yes");
    }

    @Test
    void aQuestionWithOptionsIsNoChosenOne() {
        var question = new Part.Choices("Which?", List.of(TRACK));
        assertThat(ChosenOption.in(List.of(question))).isEmpty();
        assertThat(ChosenOption.shown(List.of(question))).containsExactly(question);
    }

    @Test
    void offeredAreTheButtonsOfCardsAndChoicesInOrder() {
        var a = new Part.Action("a", "1");
        var b = new Part.Action("b", "2");
        var parts =
                List.of(
                        Part.text("x"),
                        new Part.Card("t", List.of(), List.of(a)),
                        new Part.Choices("p", List.of(b)));
        assertThat(ChosenOption.offered(parts)).containsExactly(a, b);
    }
}
