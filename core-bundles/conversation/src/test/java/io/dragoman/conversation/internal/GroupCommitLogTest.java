package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.StoreException;
import io.dragoman.store.sql.EmbeddedStores;
import io.dragoman.testkit.Configs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir Path folder;
    private EmbeddedStores stores;
    private final Gate gate = new Gate();
    private final OrderedLogFeed feed = new OrderedLogFeed();
    private GroupCommitLog log;

    /** Lets a test hold the database up, and counts what it is asked to write. */
    private static final class Gate {
        private final Semaphore passes = new Semaphore(Integer.MAX_VALUE / 2);
        private final CountDownLatch reached = new CountDownLatch(1);
        private final List<Integer> batches = new CopyOnWriteArrayList<>();

        /** Whether the connection breaks after each commit, before anybody hears of it. */
        private volatile boolean deaf;

        /** Whether it cannot be read what was written. */
        private volatile boolean blind;

        LogStore before(LogStore store) {
            return (LogStore)
                    Proxy.newProxyInstance(
                            LogStore.class.getClassLoader(),
                            new Class<?>[] {LogStore.class},
                            (self, method, arguments) -> {
                                if (method.getName().equals("write")) {
                                    batches.add(((List<?>) arguments[0]).size());
                                    reached.countDown();
                                    passes.acquire();
                                } else if (blind && method.getName().equals("deskChanges")) {
                                    throw new StoreException("not yet", null);
                                }
                                try {
                                    var result = method.invoke(store, arguments);
                                    if (deaf && method.getName().equals("write")) {
                                        throw new StoreException("cut in the commit", null);
                                    }
                                    return result;
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
        }

        void shut() {
            passes.drainPermits();
        }

        void open() {
            passes.release(Integer.MAX_VALUE / 2);
        }
    }

    @BeforeEach
    void open() {
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        log = log(Map.of());
    }

    private GroupCommitLog log(Map<String, Object> config) {
        return new GroupCommitLog(
                gate.before(stores.log()), feed, Configs.of(GroupCommitLog.Config.class, config));
    }

    @AfterEach
    void close() throws InterruptedException {
        gate.open();
        log.close();
        stores.close();
    }

    private String conversation(String user) {
        return stores.log()
                .open(
                        new LogStore.Opening(
                                "c-" + user,
                                "p-" + user,
                                "demo",
                                new Address("web", "default", user),
                                true,
                                "en",
                                "",
                                NOW))
                .id();
    }

    private static Entry entry(String id, String text) {
        var draft =
                new Draft(
                        NOW,
                        new Author(Kind.VISITOR, "p", ""),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        Optional.empty());
        return new Entry(id, Optional.empty(), now -> Change.Write.of(now, draft));
    }

    private static String text(Message message) {
        return Part.firstText(message.parts()).orElseThrow();
    }

    private static Outcome await(CompletableFuture<Outcome> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void theOrderOfTheLogIsTheOrderOfAppending() throws Exception {
        var a = conversation("a");
        var futures = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 1; i <= 500; i++) {
            futures.add(log.append(entry(a, "m" + i)));
        }
        for (int i = 1; i <= 500; i++) {
            var written = (Written) await(futures.get(i - 1));
            assertThat(written.messages().get(0).seq()).isEqualTo(i);
        }
        assertThat(stores.log().messages(a, 0, 1000))
                .extracting(GroupCommitLogTest::text)
                .hasSize(500)
                .startsWith("m1", "m2", "m3")
                .endsWith("m499", "m500");
    }

    @Test
    void whatIsQueuedMeanwhileGoesInOneTransaction() throws Exception {
        var a = conversation("a");
        gate.shut();
        var first = log.append(entry(a, "first"));
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        var rest = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 100; i++) {
            rest.add(log.append(entry(a, "m" + i)));
        }
        gate.open();
        await(first);
        await(rest.get(99));
        assertThat(gate.batches).containsExactly(1, 100);
    }

    @Test
    void aFullQueueRefusesAtOnceAndLosesNothingItTook() throws Exception {
        log.close();
        log = log(Map.of("queue", 3, "batch", 2));
        var a = conversation("a");
        gate.shut();
        var taken = new ArrayList<CompletableFuture<Outcome>>();
        taken.add(log.append(entry(a, "0")));
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i <= 3; i++) {
            taken.add(log.append(entry(a, "" + i)));
        }
        var refused = log.append(entry(a, "too much"));
        assertThat(refused).isCompletedExceptionally();
        assertThatThrownBy(refused::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        OverloadedException.class,
                        e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(2)));
        gate.open();
        for (var future : taken) {
            assertThat(await(future)).isInstanceOf(Written.class);
        }
        assertThat(stores.log().messages(a, 0, 10))
                .extracting(GroupCommitLogTest::text)
                .containsExactly("0", "1", "2", "3");
    }

    @Test
    void longTextsFillTheQueueSoonerThanShortOnes() throws Exception {
        log.close();
        log = log(Map.of("characters", 1_000L));
        var a = conversation("a");
        gate.shut();
        var first = log.append(holding(400, entry(a, "0")));
        var second = log.append(holding(400, entry(a, "1")));
        var third = log.append(holding(400, entry(a, "2")));
        var small = log.append(holding(200, entry(a, "3")));

        assertThatThrownBy(third::join).hasCauseInstanceOf(OverloadedException.class);
        gate.open();
        for (var taken : List.of(first, second, small)) {
            assertThat(await(taken)).isInstanceOf(Written.class);
        }
        assertThat(await(log.append(holding(1_000, entry(a, "4")))))
                .as("there is room again")
                .isInstanceOf(Written.class);
        assertThat(stores.log().messages(a, 0, 10))
                .extracting(GroupCommitLogTest::text)
                .containsExactly("0", "1", "3", "4");
    }

    private static Entry holding(int characters, Entry entry) {
        return new Entry(entry.conversationId(), entry.clientKey(), characters, entry.decide());
    }

    /** Ten times as much is asked for as the store can do, for as long as it takes. */
    @Test
    void memoryStaysFlatUnderAProducerThatIsTenTimesTooFast() throws Exception {
        log.close();
        int queue = 1_000;
        int batch = 50;
        var written = new AtomicInteger();
        log = new GroupCommitLog(counting(written), feed, bounds(queue, batch));
        gate.shut();
        var taken = new AtomicInteger();
        var refused = new AtomicInteger();
        int highest = 0;
        for (int round = 0; round < 400; round++) {
            for (int i = 0; i < 10 * batch; i++) {
                var future = log.append(entry("c", "much of the same ".repeat(10)));
                if (future.isCompletedExceptionally()) {
                    assertThatThrownBy(future::join)
                            .cause()
                            .isInstanceOfSatisfying(
                                    OverloadedException.class,
                                    e -> assertThat(e.retryAfter()).isPositive());
                    refused.incrementAndGet();
                } else {
                    taken.incrementAndGet();
                }
            }
            highest = Math.max(highest, taken.get() - written.get());
            gate.passes.release();
        }
        gate.open();
        log.close();

        assertThat(refused.get()).isGreaterThan(150_000);
        assertThat(highest).as("what is kept in memory at most").isLessThanOrEqualTo(queue + batch);
        assertThat(written).as("what was taken and not refused").hasValue(taken.get());
    }

    private static GroupCommitLog.Config bounds(int queue, int batch) {
        return Configs.of(GroupCommitLog.Config.class, Map.of("queue", queue, "batch", batch));
    }

    /** A store that only counts, so that nothing but the log itself is put to the test. */
    private LogStore counting(AtomicInteger written) {
        return gate.before(
                (LogStore)
                        Proxy.newProxyInstance(
                                LogStore.class.getClassLoader(),
                                new Class<?>[] {LogStore.class},
                                (self, method, arguments) -> {
                                    if (!method.getName().equals("write")) {
                                        return 0L;
                                    }
                                    var entries = (List<?>) arguments[0];
                                    written.addAndGet(entries.size());
                                    return entries.stream()
                                            .map(entry -> (Outcome) new Outcome.Missing())
                                            .toList();
                                }));
    }

    @Test
    void aFailureOfTheStoreFailsWhatWasTriedAndNothingElse() throws Exception {
        var a = conversation("a");
        stores.cut();
        assertThatThrownBy(() -> log.appendAndWait(entry(a, "lost"), PATIENCE))
                .isInstanceOf(StoreException.class);
        stores.mend();
        assertThat(log.appendAndWait(entry(a, "kept"), PATIENCE)).isInstanceOf(Written.class);
        assertThat(stores.log().messages(a, 0, 10))
                .extracting(GroupCommitLogTest::text)
                .containsExactly("kept");
    }

    /** Commits an entry of which the log believes that it failed. */
    private void commitUnnoticed(String conversation, String text) {
        gate.deaf = true;
        assertThatThrownBy(() -> log.appendAndWait(entry(conversation, text), PATIENCE))
                .isInstanceOf(StoreException.class);
        gate.deaf = false;
    }

    private List<String> heardTexts() {
        var heard = new CopyOnWriteArrayList<String>();
        feed.subscribe(change -> change.messages().forEach(m -> heard.add(text(m))));
        return heard;
    }

    @Test
    void whatWasCommittedUnnoticedIsToldBeforeWhatComesNext() {
        var heard = heardTexts();
        var a = conversation("a");
        var b = conversation("b");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        commitUnnoticed(a, "two");
        commitUnnoticed(b, "three");
        log.appendAndWait(entry(a, "four"), PATIENCE);
        log.appendAndWait(entry(a, "five"), PATIENCE);
        assertThat(heard).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void whatWasCommittedUnnoticedIsToldWhenNobodyWritesAnything() throws Exception {
        var heard = new CompletableFuture<String>();
        feed.subscribe(change -> heard.complete(text(change.messages().getFirst())));
        commitUnnoticed(conversation("a"), "alone");
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("alone");
    }

    @Test
    void whileItCannotBeReadWhatWasCommittedNothingIsToldOutOfOrder() {
        var heard = heardTexts();
        var a = conversation("a");
        gate.blind = true;
        commitUnnoticed(a, "one");
        assertThat(log.appendAndWait(entry(a, "two"), PATIENCE)).isInstanceOf(Written.class);
        assertThat(heard).isEmpty();
        gate.blind = false;
        log.appendAndWait(entry(a, "three"), PATIENCE);
        assertThat(heard).containsExactly("one", "two", "three");
    }

    @Test
    void anEntryThatFailsTakesNobodyAlong() throws Exception {
        var a = conversation("a");
        gate.shut();
        log.append(entry(a, "first"));
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        var broken =
                log.append(
                        new Entry(
                                a,
                                Optional.empty(),
                                now -> {
                                    throw new IllegalStateException("a bug");
                                }));
        var lacking =
                log.append(
                        new Entry(
                                a,
                                Optional.empty(),
                                now -> {
                                    throw new NoClassDefFoundError("gone");
                                }));
        var good = log.append(entry(a, "good"));
        gate.open();
        assertThat(await(good)).isInstanceOf(Written.class);
        assertThat(await(broken)).isInstanceOf(Outcome.Refused.class);
        assertThat(await(lacking)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void listenersHearEveryChangeInTheOrderOfTheDesk() throws Exception {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(change -> heard.add(change.dseq()));
        var writers = new ArrayList<Thread>();
        var last = new ConcurrentHashMap<String, Outcome>();
        for (var user : List.of("a", "b", "c", "d")) {
            var id = conversation(user);
            writers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 50; i++) {
                                            last.put(
                                                    id,
                                                    log.appendAndWait(
                                                            entry(id, "m" + i),
                                                            Duration.ofSeconds(30)));
                                        }
                                    }));
        }
        for (var writer : writers) {
            writer.join();
        }
        assertThat(heard).hasSize(200).isSorted().doesNotHaveDuplicates();
        assertThat(last.values()).allMatch(Written.class::isInstance);
    }

    @Test
    void aListenerHasHeardOfAChangeWhenItsFutureCompletes() {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        for (int i = 0; i < 50; i++) {
            var written = (Written) log.appendAndWait(entry(a, "m"), PATIENCE);
            assertThat(heard).contains(written.dseq());
        }
    }

    @Test
    void aListenerThatThrowsIsSurvivedByTheOthersAndTheWriter() {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(
                change -> {
                    throw new IllegalStateException("broken");
                });
        feed.subscribe(
                change -> {
                    throw new NoClassDefFoundError("its bundle was replaced");
                });
        feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        log.appendAndWait(entry(a, "two"), PATIENCE);
        assertThat(heard).hasSize(2);
    }

    @Test
    void whoEndsTheSubscriptionHearsNothingMore() {
        var heard = new CopyOnWriteArrayList<Long>();
        var subscription = feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        subscription.close();
        log.appendAndWait(entry(a, "two"), PATIENCE);
        assertThat(heard).hasSize(1);
    }

    @Test
    void closingWritesWhatIsQueuedAndRefusesWhatComesLater() throws Exception {
        var a = conversation("a");
        gate.shut();
        var futures = new ArrayList<CompletableFuture<Outcome>>();
        for (int i = 0; i < 20; i++) {
            futures.add(log.append(entry(a, "m" + i)));
        }
        gate.open();
        log.close();
        for (var future : futures) {
            assertThat(await(future)).isInstanceOf(Written.class);
        }
        assertThat(log.append(entry(a, "late"))).isCompletedExceptionally();
        assertThat(stores.log().messages(a, 0, 100)).hasSize(20);
    }
}
