package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.DeskChanges.DeskChange;
import io.dragoman.storage.DeskChanges.DeskNote;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Arrival;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.LogStore.Opening;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Ticket;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

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
    void keepsEveryCharacter() {
        open("a");
        var texts =
                List.of(
                        "退款 🧧👨‍👩‍👧‍👦 \uD83D\uDE00 ünï – ' \" \\ % _ ; -- \n\t\u0001",
                        "长".repeat(20_000), "😀".repeat(10_000));
        texts.forEach(text -> written(entry("c-a", visitor(text, "key " + text.charAt(0)))));

        assertThat(texts("c-a")).containsExactlyElementsOf(texts);
    }

    @Test
    void keepsEveryKindOfPart() {
        open("a");
        List<Part> parts =
                List.of(
                        Part.text("text"),
                        new Part.Media(URI.create("https://x.example/1.png"), "image/png", "1", 9),
                        new Part.Card(
                                "Order",
                                List.of(new Part.Card.Field("State", "Shipped")),
                                List.of(new Part.Action("Track", "track 1"))),
                        new Part.Choices("Which?", List.of(new Part.Action("A", "a"))),
                        new Part.Place(31.2304, 121.4737, "上海"));
        var draft =
                new Draft(
                        START,
                        new Author(Kind.BOT, "bot", "小助手"),
                        parts,
                        Optional.of("k"),
                        Optional.of(7L));
        var message = written(entry("c-a", draft)).messages().getFirst();

        assertThat(log.message("c-a", 1)).contains(message);
        assertThat(message)
                .isEqualTo(
                        new Message(
                                "c-a",
                                1,
                                START,
                                draft.from(),
                                parts,
                                Optional.of("k"),
                                Optional.of(7L)));
    }

    @Test
    void keepsEveryFieldOfAConversation() {
        open("a");
        var changed =
                written(
                                change(
                                        "c-a",
                                        edit ->
                                                edit.contact("k-other")
                                                        .state(State.HUMAN)
                                                        .language("en")
                                                        .priority(2)
                                                        .tags(Set.of("vip", "投诉", "a\"b"))
                                                        .bot(
                                                                new BotState(
                                                                        3,
                                                                        4,
                                                                        5,
                                                                        -0.25,
                                                                        "{\"d\":1}",
                                                                        "{\"p\":2}"))
                                                        .desk(
                                                                DeskState.queued(
                                                                                "after-sales",
                                                                                "summary",
                                                                                "reason",
                                                                                START)
                                                                        .withAssignee("u1"))
                                                        .read(new ReadState(1, 2))
                                                        .window(
                                                                new WindowState(
                                                                        Optional.of(START), 3))))
                        .conversation();

        assertThat(log.conversation("c-a")).contains(changed);
        assertThat(changed.tags()).containsExactlyInAnyOrder("vip", "投诉", "a\"b");
        assertThat(changed.desk().assignee()).contains("u1");
    }

    @Test
    void tellsInstantsAtOnceAsTheyAreReadLater() {
        var precise = START.plusNanos(789);
        var opened =
                log.open(new Opening("c-a", "k-a", SITE, address("a"), true, "en", "", precise));
        assertThat(log.conversation("c-a")).contains(opened);

        var written =
                (Outcome.Written)
                        write(
                                        new Entry(
                                                "c-a",
                                                Optional.empty(),
                                                now -> Change.Write.of(precise(now, precise))))
                                .getFirst();
        assertThat(log.conversation("c-a")).contains(written.conversation());
    }

    private static Conversation precise(Conversation now, Instant at) {
        return now.edit()
                .closed(at)
                .reopened(at)
                .desk(DeskState.queued("service", "", "", at))
                .window(new WindowState(Optional.of(at), 1))
                .done();
    }

    @Test
    void closesAndReopens() {
        open("a");
        written(change("c-a", edit -> edit.closed(START)));
        assertThat(log.conversation("c-a").orElseThrow().closedAt()).contains(START);

        written(change("c-a", edit -> edit.reopened(START)));
        var again = log.conversation("c-a").orElseThrow();
        assertThat(again.epoch()).isEqualTo(2);
        assertThat(again.closedAt()).isEmpty();
    }

    @Test
    void remembersTheBeginningOfTheNewestMessage() {
        open("a");
        var written = written(entry("c-a", visitor("first"), visitor("😀\n".repeat(200))));
        var conversation = written.conversation();

        assertThat(conversation.lastText().codePointCount(0, conversation.lastText().length()))
                .isEqualTo(120);
        assertThat(conversation.lastText()).startsWith("😀 😀 ");
        assertThat(conversation.lastActivityAt()).isEqualTo(written.messages().getLast().at());
        assertThat(log.conversation("c-a")).contains(conversation);
    }

    @Test
    void leavesActivityAloneWhenNothingIsSaid() {
        open("a");
        var spoken = written(entry("c-a", visitor("hello"))).conversation();
        var read = written(change("c-a", edit -> edit.read(new ReadState(1, 1)))).conversation();

        assertThat(read.lastActivityAt()).isEqualTo(spoken.lastActivityAt());
        assertThat(read.lastText()).isEqualTo("hello");
        assertThat(read.lastSeq()).isEqualTo(1);
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

    @Test
    void writesAnEmptyBatchWithoutEffect() {
        assertThat(log.write(List.of())).isEmpty();
        assertThat(log.lastDseq()).isZero();
    }
}
