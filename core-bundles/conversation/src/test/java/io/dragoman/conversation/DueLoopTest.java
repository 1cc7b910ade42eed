package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.DueStore;
import io.dragoman.storage.StoreException;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DueLoopTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final TestClock clock = TestClock.at("2026-11-11T10:00:00Z");
    private final Mended store = new Mended();
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    private DueLoop loop;

    /** Writes down how it was mended. */
    private static final class Mended implements DueStore {

        final List<Duration> back = new CopyOnWriteArrayList<>();
        final List<Instant> latest = new CopyOnWriteArrayList<>();

        @Override
        public int clockSetBack(Duration by) {
            back.add(by);
            return 1;
        }

        @Override
        public int dueAtLatest(Instant at) {
            latest.add(at);
            return 1;
        }
    }

    private DueLoop loop(Duration idle, Duration farewell, DueLoop.Due due) {
        var pace = new DueLoop.Pace("test", "tests", idle, Duration.ofHours(1), farewell);
        loop = new DueLoop(pace, store, clock, due);
        return loop;
    }

    @AfterEach
    void close() {
        if (loop != null) {
            loop.close();
        }
    }

    @Test
    void looksAtOnceWhenItIsToldTo() throws InterruptedException {
        loop(NEVER, NEVER, () -> !started.add("looked")).begin();
        assertThat(started.take()).isEqualTo("looked");

        loop.look();

        assertThat(started.take()).isEqualTo("looked");
    }

    @Test
    void looksAgainByItselfAfterAWhile() throws InterruptedException {
        loop(AT_ONCE, NEVER, () -> !started.add("looked")).begin();

        assertThat(started.take()).isEqualTo(started.take()).isEqualTo("looked");
    }

    @Test
    void looksAgainWhenATaskHasEndedEvenInFailure() throws InterruptedException {
        loop(NEVER, NEVER, () -> !started.add("looked")).begin();
        started.take();

        loop.execute(
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
                    throw new IllegalStateException("a task's own bug");
                });

        assertThat(started.take()).isEqualTo("looked");
    }

    @Test
    void asksAgainAtOnceAsLongAsThereIsSomething() throws InterruptedException {
        var left = new LinkedBlockingQueue<>(List.of("a", "b", "c"));
        loop(
                        NEVER,
                        NEVER,
                        () -> {
                            var next = left.poll();
                            return started.add(String.valueOf(next)) && next != null;
                        })
                .begin();

        assertThat(List.of(started.take(), started.take(), started.take(), started.take()))
                .containsExactly("a", "b", "c", "null");
    }

    @Test
    void outlivesAFailureOfTheStore() throws InterruptedException {
        var failures = new LinkedBlockingQueue<>(List.of(new StoreException("away", null)));
        loop(
                        AT_ONCE,
                        NEVER,
                        () -> {
                            var failure = failures.poll();
                            if (failure != null) {
                                throw failure;
                            }
                            return !started.add("looked");
                        })
                .begin();

        assertThat(started.take()).isEqualTo("looked");
    }

    @Test
    void mendsOnceAtTheBeginningWhatIsDueTooLate() throws InterruptedException {
        loop(AT_ONCE, NEVER, () -> !started.add("looked")).begin();
        started.take();
        started.take();

        assertThat(store.latest).containsExactly(clock.instant().plus(Duration.ofHours(1)));
        assertThat(store.back).isEmpty();
    }

    @Test
    void mendsWhatWaitsWhenTheClockIsSetBack() throws InterruptedException {
        loop(NEVER, NEVER, () -> !started.add("looked")).begin();
        started.take();
        clock.advance(Duration.ofHours(-2));

        loop.look();
        started.take();

        assertThat(store.back).hasSize(1);
        assertThat(store.back.getFirst()).isCloseTo(Duration.ofHours(2), Duration.ofMinutes(1));
    }

    @Test
    void whoeverHasBegunMayEndAndNothingMoreIsTriedAgain() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        loop(NEVER, NEVER, () -> !started.add("looked")).begin();
        started.take();
        loop.execute(
                () -> {
                    begun.countDown();
                    try {
                        mayEnd.await();
                        started.add("ended");
                    } catch (InterruptedException e) {
                        started.add("cut off");
                    }
                });
        begun.await();
        var closing = Thread.startVirtualThread(loop::close);
        assertThat(closing.join(Duration.ofMillis(50))).isFalse();

        mayEnd.countDown();
        closing.join();

        assertThat(started).containsExactly("ended");
        assertThat(loop.pause()).isFalse();
    }

    @Test
    void whoeverDoesNotEndIsCutOffWhenTheFarewellIsOver() throws InterruptedException {
        var begun = new CountDownLatch(1);
        loop(NEVER, AT_ONCE, () -> !started.add("looked")).begin();
        started.take();
        loop.execute(
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        started.add("cut off");
                    }
                });
        begun.await();

        loop.close();

        assertThat(started.poll(30, TimeUnit.SECONDS)).isEqualTo("cut off");
    }
}
