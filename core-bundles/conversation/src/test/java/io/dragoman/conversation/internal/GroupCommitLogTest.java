package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.conversation.OverloadedException;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.testkit.Configs;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupCommitLogTest extends LogWorld {

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
                .extracting(LogWorld::text)
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
                .extracting(LogWorld::text)
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
                .extracting(LogWorld::text)
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
