package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.FigureStore.Figures;
import io.dragoman.storage.FigureStore.Score;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** More conversations than any page of a list holds are counted one by one. */
abstract class FigureStoreContract extends StoreContract {

    FigureStoreContract(Engine engine) {
        super(engine);
    }

    private Figures since(Instant from) {
        return stores.figures().since(SITE, from);
    }

    private void asks(String user) {
        open(user);
        customerSays("c-" + user, "hi");
    }

    /** As the inbox writes it: with the time of the customer's last message. */
    private void customerSays(String id, String text) {
        var draft = visitor(text);
        log.write(
                List.of(
                        new Entry(
                                id,
                                Optional.empty(),
                                now ->
                                        Change.Write.of(
                                                now.edit()
                                                        .window(
                                                                new Conversation.WindowState(
                                                                        Optional.of(draft.at()), 0))
                                                        .done(),
                                                draft))));
    }

    private void write(String id, Draft draft) {
        log.write(List.of(entry(id, draft)));
    }

    private Draft agent(String text) {
        return new Draft(
                tick(),
                new Author(Kind.AGENT, "u1", "Mei"),
                List.of(Part.text(text)),
                Optional.empty(),
                Optional.empty());
    }

    private void become(String user, State state) {
        log.write(
                List.of(
                        change(
                                "c-" + user,
                                c ->
                                        c.state(state)
                                                .desk(
                                                        new Conversation.DeskState(
                                                                Optional.of("service"),
                                                                Optional.of("u1"),
                                                                "",
                                                                "",
                                                                Optional.of(clock.instant()))))));
    }

    @Test
    void countsEveryConversationOfTheDayHoweverMany() {
        asks("yesterday");
        var midnight = clock.advance(Duration.ofHours(5));
        for (int i = 0; i < 1_100; i++) {
            asks("v" + i);
        }
        clock.advance(Duration.ofHours(2));
        asks("late");
        write("c-v1", agent("hello"));
        become("v2", State.QUEUED);
        become("v3", State.HUMAN);

        var figures = since(midnight);

        assertThat(figures.conversations()).isEqualTo(1_101);
        assertThat(figures.byBot()).isEqualTo(1_098);
        assertThat(figures.handoffs()).isEqualTo(3);
        assertThat(figures.messages()).isEqualTo(1_102);
        assertThat(figures.openedByHour()).containsEntry(0, 1_100).containsEntry(2, 1).hasSize(2);
        assertThat(figures.held()).containsOnlyKeys("service").containsEntry("service", 1);
        assertThat(since(START.minusSeconds(1)).conversations()).isEqualTo(1_102);
        assertThat(stores.figures().since("other", midnight).conversations()).isZero();
    }

    @Test
    void countsTicketsRatingsAndWhatWasClosed() {
        asks("a");
        var from = tick();
        customerSays("c-a", "again");
        log.write(List.of(change("c-a", c -> c.closed(clock.instant()))));
        stores.desk()
                .save(
                        new Ticket(
                                "t1",
                                SITE,
                                "c-a",
                                "k-a",
                                "service",
                                "S",
                                "B",
                                Ticket.State.OPEN,
                                Optional.empty(),
                                List.of(),
                                tick(),
                                tick()));
        rate(1, 5, Optional.of("u1"));
        rate(2, 5, Optional.of("u1"));
        rate(3, 2, Optional.empty());

        var figures = since(from);

        assertThat(figures.closed()).isEqualTo(1);
        assertThat(figures.tickets()).isEqualTo(1);
        assertThat(figures.scores())
                .containsExactlyInAnyOrder(
                        new Score(Optional.of("u1"), 5, 2), new Score(Optional.empty(), 2, 1));
        assertThat(since(clock.advance(Duration.ofDays(1))).scores()).isEmpty();
    }

    private void rate(int epoch, int score, Optional<String> agent) {
        var rating = new Rating("c-a", epoch, score, "", agent, tick());
        written(
                new Entry(
                        "c-a",
                        Optional.empty(),
                        now -> Change.Write.of(now).withBeside(Beside.rating(rating))));
        assertThat(stores.desk().rating("c-a", epoch)).isPresent();
    }
}
