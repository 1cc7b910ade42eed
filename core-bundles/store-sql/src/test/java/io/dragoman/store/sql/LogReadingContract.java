package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskChanges.DeskChange;
import io.dragoman.storage.DeskChanges.DeskNote;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore.Arrival;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes with a message, and how the log is read: by the desk, by the bot, in pieces. */
abstract class LogReadingContract extends StoreContract {

    LogReadingContract(Engine engine) {
        super(engine);
    }

    @Test
    void tellsTheDeskWhichMessagesAreNew() {
        open("a");
        written(entry("c-a", visitor("one"), bot("two")));
        written(change("c-a", edit -> edit.state(State.QUEUED)));

        assertThat(log.deskChanges(0, 10))
                .containsExactly(new DeskChange(1, "c-a", 1, 2), new DeskChange(2, "c-a", 3, 2));
        assertThat(log.deskChanges(1, 10)).hasSize(1);
        assertThat(log.deskChanges(0, 1)).hasSize(1);
    }

    @Test
    void writesTraceTicketAndEventWithTheMessage() {
        open("a");
        var write =
                new Change.Write(
                        open("a"),
                        List.of(bot("answer"), bot("more")),
                        Optional.of(new TraceDraft("{\"stages\":[]}")),
                        List.of(new TicketDraft("t1", "service", "Left a message", "Call me")),
                        List.of(
                                new EventDraft("e1", "ticket.created", "{}", List.of("s1", "s2")),
                                new EventDraft("e2", "nobody.asked", "{}")));
        written(new Entry("c-a", Optional.empty(), now -> write));

        assertThat(log.trace("c-a", 1)).contains("{\"stages\":[]}");
        assertThat(log.trace("c-a", 2)).isEmpty();
        var ticket = stores.desk().ticket("t1").orElseThrow();
        assertThat(ticket.state()).isEqualTo(Ticket.State.OPEN);
        assertThat(ticket.site()).isEqualTo(SITE);
        assertThat(ticket.contactId()).isEqualTo("k-a");
        assertThat(ticket.subject()).isEqualTo("Left a message");
        assertThat(ticket.createdAt()).isEqualTo(clock.instant());
        assertThat(count("event")).isEqualTo(1);
        assertThat(count("event_delivery")).isEqualTo(2);
        var event = stores.events().event("e1").orElseThrow();
        assertThat(event.dseq()).isEqualTo(1);
        assertThat(event.conversationId()).isEqualTo("c-a");
        assertThat(event.type()).isEqualTo("ticket.created");
    }

    @Test
    void notesAreChangesOfTheDesk() {
        open("a");
        written(entry("c-a", visitor("one")));
        var note = new Note("n1", "c-a", 1, "u1", "Agent", "VIP, be kind", tick());
        var outcome =
                written(
                        new Entry(
                                "c-a",
                                Optional.empty(),
                                now -> Change.Write.of(now).withBeside(Beside.note(note))));

        assertThat(outcome.notes()).containsExactly(note);
        assertThat(log.deskNotes(0, 1)).isEmpty();
        assertThat(log.deskNotes(1, 2)).containsExactly(new DeskNote(2, note));
        assertThat(stores.desk().notes("c-a")).containsExactly(note);
    }

    @Test
    void remembersThePlatformsIdsAndRefusesThemForAnotherMessage() {
        open("a", false);
        open("b", false);
        var arrival = new Arrival("sms", "default", "m-1");
        assertThat(log.arrived(arrival)).isEmpty();
        written(arriving("c-a", arrival));
        var at = clock.instant();

        assertThat(log.arrived(arrival)).contains("c-a");
        assertThat(log.arrived(new Arrival("sms", "second", "m-1"))).isEmpty();
        assertThat(write(arriving("c-b", arrival)).getFirst()).isInstanceOf(Outcome.Refused.class);
        assertThat(texts("c-b")).isEmpty();
        assertThat(log.forgetArrivals(at, 10)).isZero();
        assertThat(log.forgetArrivals(at.plusMillis(1), 10)).isEqualTo(1);
        assertThat(log.arrived(arrival)).isEmpty();
    }

    private Entry arriving(String id, Arrival arrival) {
        var draft = visitor("hello");
        return new Entry(
                id,
                Optional.empty(),
                now -> Change.Write.of(now, draft).withBeside(Beside.arrival(arrival)));
    }

    @Test
    void keepsWhatTheBotHasStillToAnswer() {
        open("a");
        open("b");
        written(entry("c-b", visitor("earlier")));
        written(entry("c-a", visitor("one"), bot("hm"), visitor("two")));

        assertThat(log.conversationsWithUnhandled(10)).containsExactly("c-b", "c-a");
        assertThat(log.conversationsWithUnhandled(1)).containsExactly("c-b");
        assertThat(log.unhandled("c-a", 10)).extracting(Message::seq).containsExactly(1L, 3L);
        assertThat(log.unhandled("c-a", 1)).extracting(Message::seq).containsExactly(1L);

        handled("c-a", 1);
        assertThat(log.unhandled("c-a", 10)).extracting(Message::seq).containsExactly(3L);
        handled("c-a", 3);
        assertThat(log.unhandled("c-a", 10)).isEmpty();
        assertThat(log.conversationsWithUnhandled(10)).containsExactly("c-b");
    }

    private void handled(String id, long seq) {
        write(
                new Entry(
                        id,
                        Optional.empty(),
                        now -> Change.Write.of(now.edit().bot(now.bot().withHandled(seq)).done())));
    }

    @Test
    void hasNothingToAnswerWhileAPersonDoes() {
        open("a");
        written(entry("c-a", visitor("one")));
        written(change("c-a", edit -> edit.state(State.QUEUED)));
        assertThat(log.conversationsWithUnhandled(10)).containsExactly("c-a");

        written(change("c-a", edit -> edit.state(State.HUMAN)));
        assertThat(log.conversationsWithUnhandled(10)).isEmpty();
        assertThat(log.unhandled("c-a", 10)).isEmpty();

        written(change("c-a", edit -> edit.state(State.BOT)));
        assertThat(log.unhandled("c-a", 10)).hasSize(1);
    }

    @Test
    void readsTheLogInPieces() {
        open("a");
        written(
                entry(
                        "c-a",
                        IntStream.range(0, 25)
                                .mapToObj(i -> visitor("m" + i))
                                .toArray(Draft[]::new)));

        assertThat(log.messages("c-a", 10, 5))
                .extracting(Message::seq)
                .containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(log.messages("c-a", 25, 5)).isEmpty();
        assertThat(log.message("c-a", 26)).isEmpty();
    }

    @Test
    void exportsALongConversationInOrder() {
        open("a");
        for (int batch = 0; batch < 4; batch++) {
            written(
                    entry(
                            "c-a",
                            IntStream.range(0, 300)
                                    .mapToObj(i -> visitor("m"))
                                    .toArray(Draft[]::new)));
        }
        try (var messages = log.export("c-a")) {
            assertThat(messages.map(Message::seq))
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 1200).boxed().toList());
        }
        try (var messages = log.export("c-a")) {
            assertThat(messages.limit(3)).hasSize(3);
        }
        try (var messages = log.export("nobody")) {
            assertThat(messages).isEmpty();
        }
    }
}
