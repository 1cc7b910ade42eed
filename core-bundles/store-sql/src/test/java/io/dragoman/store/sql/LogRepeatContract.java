package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is sent twice is written once, and what must not be written is not. */
abstract class LogRepeatContract extends StoreContract {

    LogRepeatContract(Engine engine) {
        super(engine);
    }

    @Test
    void acknowledgesARepeatWithTheFirstNumber() {
        open("a");
        written(entry("c-a", visitor("hello", "k1")));
        written(entry("c-a", bot("hi")));
        var repeat = write(entry("c-a", visitor("hello", "k1"))).getFirst();

        assertThat(repeat)
                .isInstanceOfSatisfying(
                        Outcome.Duplicate.class,
                        duplicate -> {
                            assertThat(duplicate.original().seq()).isEqualTo(1);
                            assertThat(duplicate.conversation().lastSeq()).isEqualTo(2);
                        });
        assertThat(texts("c-a")).containsExactly("hello", "hi");
        assertThat(log.lastDseq()).isEqualTo(2);
    }

    @Test
    void acknowledgesARepeatWithinTheBatch() {
        open("a");
        var outcomes =
                write(
                        entry("c-a", visitor("hello", "k1")),
                        entry("c-a", visitor("hello", "k1")),
                        entry("c-a", visitor("bye", "k2")));

        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Duplicate.class,
                        duplicate -> assertThat(duplicate.original().seq()).isEqualTo(1));
        assertThat(texts("c-a")).containsExactly("hello", "bye");
    }

    @Test
    void tellsTheSameKeyInTwoConversationsApart() {
        open("a");
        open("b");
        write(entry("c-a", visitor("hello", "k1")), entry("c-b", visitor("hello", "k1")));

        assertThat(texts("c-a")).containsExactly("hello");
        assertThat(texts("c-b")).containsExactly("hello");
    }

    @Test
    void tellsKeysApartThatDifferInCaseOrTrailingSpace() {
        open("a");
        var outcomes =
                write(
                        entry("c-a", visitor("1", "key")),
                        entry("c-a", visitor("2", "KEY")),
                        entry("c-a", visitor("3", "key ")));

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Written.class);
        assertThat(write(entry("c-a", visitor("3", "key "))).getFirst())
                .isInstanceOf(Outcome.Duplicate.class);
        assertThat(texts("c-a")).containsExactly("1", "2", "3");
    }

    @Test
    void writesNothingWhenRefused() {
        open("a");
        var refuse =
                new Entry("c-a", Optional.of("k1"), now -> new Change.Refuse("closed", "Too late"));
        var outcomes = write(refuse, entry("c-a", visitor("hello")));

        assertThat(outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("closed");
                            assertThat(refused.conversation().id()).isEqualTo("c-a");
                        });
        assertThat(texts("c-a")).containsExactly("hello");
        assertThat(log.lastDseq()).isEqualTo(1);
    }

    @Test
    void saysWhenThereIsNoSuchConversation() {
        var outcomes =
                write(
                        entry("nobody", visitor("hello", "k")),
                        entry("ünïcode 你好", visitor("hello")),
                        entry("x".repeat(300), visitor("hello")));

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Missing.class);
        assertThat(log.conversation("ünïcode 你好")).isEmpty();
        assertThat(count("message")).isZero();
    }

    @Test
    void letsAnEntrySeeWhatThoseBeforeItDid() {
        open("a");
        var seen = new ArrayList<Conversation>();
        var look =
                new Entry(
                        "c-a",
                        Optional.empty(),
                        now -> {
                            seen.add(now);
                            return new Change.Refuse("looked", "");
                        });
        write(
                entry("c-a", visitor("one"), bot("two")),
                look,
                change("c-a", edit -> edit.state(State.QUEUED)),
                look);

        assertThat(seen).extracting(Conversation::lastSeq).containsExactly(2L, 2L);
        assertThat(seen).extracting(Conversation::state).containsExactly(State.BOT, State.QUEUED);
        assertThat(seen.getFirst().lastText()).isEqualTo("two");
    }

    @Test
    void losesOnlyTheEntryWhoseDecisionFails() {
        open("a");
        open("b");
        var broken =
                new Entry(
                        "c-a",
                        Optional.empty(),
                        now -> {
                            throw new IllegalStateException("as a test wants it");
                        });
        var outcomes = write(entry("c-a", visitor("one")), broken, entry("c-b", visitor("two")));

        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo("error");
                            assertThat(refused.reason()).contains("as a test wants it");
                        });
        assertThat(texts("c-a")).containsExactly("one");
        assertThat(texts("c-b")).containsExactly("two");
    }

    @Test
    void losesOnlyTheEntryThatTheDatabaseRefuses() {
        open("a");
        open("b");
        var tooLong =
                change("c-a", edit -> edit.desk(DeskState.queued("t".repeat(500), "", "", START)));
        var outcomes = write(entry("c-a", visitor("one")), tooLong, entry("c-b", visitor("two")));

        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("error"));
        assertThat(texts("c-a")).containsExactly("one");
        assertThat(texts("c-b")).containsExactly("two");
        assertThat(log.conversation("c-a").orElseThrow().desk()).isEqualTo(DeskState.NONE);
        assertThat(log.lastDseq()).isEqualTo(2);
    }

    @Test
    void refusesAnOverlongClientKeyAndKeepsTheRest() {
        open("a");
        var outcomes =
                write(
                        entry("c-a", visitor("one", "k".repeat(5_000))),
                        entry("c-a", visitor("two", "k".repeat(200))));

        assertThat(outcomes.getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("client-key"));
        assertThat(texts("c-a")).containsExactly("two");
    }

    @Test
    void refusesAChangeThatAnswersAnotherConversation() {
        open("a");
        var other = open("b");
        var mixedUp = new Entry("c-a", Optional.empty(), now -> Change.Write.of(other));

        assertThat(write(mixedUp).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("error"));
    }

    @Test
    void refusesPartsThatCouldNotBeReadBack() {
        open("a");
        var blank = new Part.Choices("", List.of(new Part.Action("", "")));
        var draft =
                new Draft(
                        START,
                        new Author(Kind.BOT, "b", "Bot"),
                        List.of(blank),
                        Optional.empty(),
                        Optional.empty());

        assertThat(write(entry("c-a", draft)).getFirst()).isInstanceOf(Outcome.Refused.class);
        assertThat(texts("c-a")).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenTheTransactionFails() {
        open("a", false);
        var taken = new EventDraft("e1", "x", "{}", List.of("s1"));
        var write =
                new Change.Write(
                        open("a"),
                        List.of(bot("answer")),
                        Optional.of(new TraceDraft("{}")),
                        List.of(new TicketDraft("t1", "service", "s", "b")),
                        List.of(taken, taken));
        var outcome = write(new Entry("c-a", Optional.empty(), now -> write)).getFirst();

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        for (var table :
                List.of(
                        "message",
                        "message_trace",
                        "ticket",
                        "event",
                        "event_delivery",
                        "outbox",
                        "desk_change")) {
            assertThat(count(table)).as(table).isZero();
        }
        assertThat(log.lastDseq()).isZero();
        assertThat(log.conversation("c-a").orElseThrow().lastSeq()).isZero();
    }

    @Test
    void writesAnEmptyBatchWithoutEffect() {
        assertThat(log.write(List.of())).isEmpty();
        assertThat(log.lastDseq()).isZero();
    }
}
