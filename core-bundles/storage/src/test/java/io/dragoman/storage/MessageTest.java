package io.dragoman.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Part.Action;
import io.dragoman.api.message.Part.Card;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void allItsTextCountsNotOnlyTheFirst() {
        assertThat(Message.characters(List.of(Part.text("four"), Part.text("more!")))).isEqualTo(9);
    }

    @Test
    void everyKindOfPartCountsWithAllThatItSays() {
        var actions = List.of(new Action("yes", "y"), new Action("no", "n"));

        assertThat(Message.characters(List.of(new Part.Choices("Sure?", actions)))).isEqualTo(12);
        assertThat(
                        Message.characters(
                                List.of(
                                        new Card(
                                                "Order",
                                                List.of(new Card.Field("a", "bc")),
                                                actions))))
                .isEqualTo(15);
        assertThat(Message.characters(List.of(new Part.Place(1, 2, "home")))).isEqualTo(4);
        assertThat(
                        Message.characters(
                                List.of(
                                        new Part.Media(
                                                URI.create("/files/1"), "image/png", "a.png", 9))))
                .isEqualTo(13);
    }

    @Test
    void aMessageCountsItsParts() {
        var message =
                new Message(
                        "c",
                        1,
                        Instant.EPOCH,
                        new Author(Kind.BOT, "bot", "Bot"),
                        List.of(Part.text("four")),
                        Optional.empty(),
                        Optional.empty());

        assertThat(message.characters()).isEqualTo(4);
    }
}
