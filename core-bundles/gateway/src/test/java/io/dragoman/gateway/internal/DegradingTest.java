package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.message.Part;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DegradingTest {

    private static final Part CARD =
            new Part.Card(
                    "Order A1001",
                    List.of(new Part.Card.Field("State", "shipped")),
                    List.of(
                            new Part.Action("Track", "track"),
                            new Part.Action("Return", "return")));

    private static Degrading to(int longest, Part.Kind... shows) {
        return new Degrading(
                new Capabilities(Set.of(shows), longest, 3, Optional.empty(), false, false));
    }

    @Test
    void aTextChannelGetsACardAsNumberedText() {
        assertThat(to(500, Part.Kind.TEXT).messages(List.of(CARD)))
                .containsExactly(
                        List.of(Part.text("Order A1001\nState: shipped\n1. Track\n2. Return")));
    }

    @Test
    void wordsAndACardBecomeOneTextSoThatOneSendIsSpent() {
        var messages = to(500, Part.Kind.TEXT).messages(List.of(Part.text("Here it is."), CARD));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0).get(0)).isInstanceOf(Part.Text.class);
    }

    @Test
    void aChannelThatShowsCardsGetsTheCardItself() {
        assertThat(
                        to(500, Part.Kind.TEXT, Part.Kind.CARD)
                                .messages(List.of(Part.text("a"), CARD, Part.text("b"))))
                .containsExactly(List.of(Part.text("a")), List.of(CARD), List.of(Part.text("b")));
    }

    @Test
    void moreButtonsThanTheChannelCanShowDegradeToNumbers() {
        var many = List.of("a", "b", "c", "d").stream().map(l -> new Part.Action(l, l)).toList();
        var messages =
                to(500, Part.Kind.TEXT, Part.Kind.CHOICES)
                        .messages(List.of(new Part.Choices("Which?", many)));
        assertThat(messages).containsExactly(List.of(Part.text("Which?\n1. a\n2. b\n3. c\n4. d")));
    }

    @Test
    void nothingIsDroppedFromMediaAndPlaces() {
        var media =
                new Part.Media(URI.create("https://shop.example/a.png"), "image/png", "a.png", 10);
        var place = new Part.Place(31.2, 121.5, "Store");
        assertThat(to(500, Part.Kind.TEXT).messages(List.of(media, place)))
                .containsExactly(
                        List.of(
                                Part.text(
                                        "a.png: https://shop.example/a.png\n\nStore (31.2, 121.5)")));
    }

    @Test
    void aLongTextIsCutAfterASentenceAndNothingIsLost() {
        var text = "第一句话说完了。第二句话也说完了。第三句";
        var pieces = to(12, Part.Kind.TEXT).pieces(text);
        assertThat(pieces).containsExactly("第一句话说完了。", "第二句话也说完了。第三句");
        assertThat(String.join("", pieces)).isEqualTo(text);
    }

    @Test
    void noPieceEndsInTheMiddleOfACharacter() {
        var pieces = to(5, Part.Kind.TEXT).pieces("😀😀😀😀😀😀");
        assertThat(pieces).allSatisfy(p -> assertThat(p.length()).isBetween(2, 5));
        assertThat(String.join("", pieces)).isEqualTo("😀😀😀😀😀😀");
        assertThat(pieces).noneMatch(p -> Character.isHighSurrogate(p.charAt(p.length() - 1)));
    }
}
