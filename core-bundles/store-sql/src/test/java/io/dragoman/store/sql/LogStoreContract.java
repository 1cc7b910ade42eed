package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskChanges.DeskChange;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Numbers, versions and what several writers do at once. */
abstract class LogStoreContract extends StoreContract {

    LogStoreContract(Engine engine) {
        super(engine);
    }

    @Test
    void numbersMessagesFromOneOn() {
        open("a");
        var first = written(entry("c-a", visitor("one"), bot("two")));
        var second = written(entry("c-a", visitor("three")));

        assertThat(first.messages()).extracting(Message::seq).containsExactly(1L, 2L);
        assertThat(second.messages()).extracting(Message::seq).containsExactly(3L);
        assertThat(second.conversation().lastSeq()).isEqualTo(3);
        assertThat(texts("c-a")).containsExactly("one", "two", "three");
    }

    @Test
    void leavesNoGapsUnderEightWritersAtOnce() throws Exception {
        var conversations = IntStream.range(0, 5).mapToObj(i -> "c-u" + i).toList();
        IntStream.range(0, 5).forEach(i -> open("u" + i));
        int rounds = 12;

        var deskNumbers = new ArrayList<Long>();
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<List<Outcome>>>();
            for (int writer = 0; writer < 8; writer++) {
                for (int round = 0; round < rounds; round++) {
                    var name = writer + "/" + round;
                    tasks.add(() -> log.write(oneForEach(conversations, name)));
                }
            }
            for (Future<List<Outcome>> future : pool.invokeAll(tasks)) {
                future.get().forEach(o -> deskNumbers.add(((Outcome.Written) o).dseq()));
            }
        }

        long each = 8L * rounds;
        for (var id : conversations) {
            assertThat(log.messages(id, 0, 1_000))
                    .extracting(Message::seq)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, each).boxed().toList());
        }
        var all = LongStream.rangeClosed(1, each * 5).boxed().toList();
        assertThat(deskNumbers).containsExactlyInAnyOrderElementsOf(all);
        assertThat(log.lastDseq()).isEqualTo(each * 5);
        assertThat(log.deskChanges(0, 10_000))
                .extracting(DeskChange::dseq)
                .containsExactlyElementsOf(all);
    }

    /** In another order each time, to tempt the database into deadlocks. */
    private List<Entry> oneForEach(List<String> conversations, String name) {
        var shuffled = new ArrayList<>(conversations);
        Collections.shuffle(shuffled, new Random(name.hashCode()));
        return shuffled.stream()
                .map(id -> entry(id, visitor("from " + name, "key " + name)))
                .toList();
    }

    @Test
    void showsDeskNumbersInTheOrderOfCommits() throws Exception {
        open("a");
        open("b");
        try (var pool = Executors.newFixedThreadPool(3)) {
            var writers =
                    List.of("c-a", "c-b").stream().map(id -> pool.submit(() -> many(id))).toList();
            var reader = pool.submit(() -> followDesk(80));
            for (var writer : writers) {
                writer.get();
            }
            assertThat(reader.get())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
        }
    }

    private void many(String id) {
        for (int i = 0; i < 40; i++) {
            written(entry(id, visitor("message " + i)));
        }
    }

    /** Reads as the desk does: a number that appeared late would be missing here. */
    private List<Long> followDesk(int until) {
        var seen = new ArrayList<Long>();
        long end = System.nanoTime() + 60_000_000_000L;
        while (seen.size() < until && System.nanoTime() < end) {
            long after = seen.isEmpty() ? 0 : seen.getLast();
            log.deskChanges(after, 10).forEach(change -> seen.add(change.dseq()));
        }
        return seen;
    }

    /** As another process on the same database does, with a memory of its own. */
    private LogStore anotherNode() {
        return new Stores(database, Engine.trees(), clock, new Random()).log();
    }

    @Test
    void goesOnFromWhatAnotherNodeWrote() {
        var other = anotherNode();
        open("a");
        open("b");
        write(entry("c-a", visitor("one")), entry("c-b", visitor("one")));
        other.write(List.of(entry("c-a", bot("two"))));
        other.write(List.of(change("c-a", c -> c.state(State.HUMAN).priority(2))));

        var outcomes = write(entry("c-b", visitor("two")), entry("c-a", visitor("three")));

        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Written.class);
        var a = ((Outcome.Written) outcomes.get(1)).conversation();
        assertThat(a.state()).isEqualTo(State.HUMAN);
        assertThat(a.priority()).isEqualTo(2);
        assertThat(log.conversation("c-a")).contains(a);
        assertThat(texts("c-a")).containsExactly("one", "two", "three");
        assertThat(texts("c-b")).containsExactly("one", "two");
        assertThat(other.write(List.of(entry("c-a", visitor("four")))))
                .hasOnlyElementsOfType(Outcome.Written.class);
        assertThat(texts("c-a")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void writesAGroupInWhichSomeWaitForAnswersAndOthersDoNot() {
        var ids = IntStream.range(0, 12).mapToObj(i -> "c-w" + i).toList();
        IntStream.range(0, 12).forEach(i -> open("w" + i));
        var entries = new ArrayList<Entry>();
        for (var id : ids) {
            written(entry(id, visitor("one")));
            boolean answered = ids.indexOf(id) % 3 == 0;
            entries.add(
                    answered
                            ? change(id, c -> c.bot(c.done().bot().withHandled(1)))
                            : entry(id, visitor("two")));
        }

        assertThat(log.write(entries)).hasOnlyElementsOfType(Outcome.Written.class);

        assertThat(texts("c-w0")).containsExactly("one");
        assertThat(texts("c-w1")).containsExactly("one", "two");
        assertThat(log.conversationsWithUnhandled(100))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().filter(id -> ids.indexOf(id) % 3 != 0).toList());
    }

    @Test
    void refusesOnTheGroundsOfWhatAnotherNodeWrote() {
        open("a");
        written(entry("c-a", visitor("one")));
        anotherNode().write(List.of(change("c-a", c -> c.state(State.HUMAN))));
        var onlyForTheBot =
                new Entry(
                        "c-a",
                        Optional.empty(),
                        now ->
                                now.state() == State.BOT
                                        ? Change.Write.of(now, bot("hi"))
                                        : new Change.Refuse("person", "" + now.state()));

        assertThat(write(onlyForTheBot).getFirst())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("HUMAN"));
        assertThat(texts("c-a")).containsExactly("one");
    }

    @Test
    void knowsARepeatOfWhatAnotherNodeWrote() {
        open("a");
        open("b");
        written(entry("c-a", visitor("one")));
        anotherNode().write(List.of(entry("c-a", visitor("two", "k2"))));

        var outcomes =
                write(entry("c-b", visitor("new", "k1")), entry("c-a", visitor("two", "k2")));

        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Written.class);
        assertThat(outcomes.get(1))
                .isInstanceOfSatisfying(
                        Outcome.Duplicate.class,
                        repeat -> assertThat(repeat.original().seq()).isEqualTo(2));
        assertThat(texts("c-a")).containsExactly("one", "two");
        assertThat(texts("c-b")).containsExactly("new");
        assertThat(log.lastDseq()).isEqualTo(3);
    }

    @Test
    void noticesThatTheContactBecameAnother() {
        open("a");
        open("b");
        written(entry("c-a", visitor("one")));
        stores.contacts().merge("k-b", "k-a");

        assertThat(written(entry("c-a", visitor("two"))).conversation().contactId())
                .isEqualTo("k-b");
        assertThat(log.conversation("c-a").orElseThrow().contactId()).isEqualTo("k-b");
    }
}
