package io.dragoman.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedCallsTest {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final int MANY = 3_000;
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicLong nanos = new AtomicLong();
    private final GuardedCalls calls =
            new GuardedCalls("test", new Rest(3, Duration.ofSeconds(10), nanos::get));
    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void end() {
        enough.set(true);
        calls.close();
    }

    private static String answered(CallOutcome<String> outcome) {
        return outcome instanceof CallOutcome.Returned<String> returned
                ? returned.value()
                : CallOutcome.reason(outcome);
    }

    private String ask() {
        return answered(calls.call(() -> "fine", PATIENT));
    }

    private CallOutcome<String> sleep() {
        return calls.call(
                () -> {
                    new CountDownLatch(1).await();
                    return "never";
                },
                SHORT);
    }

    private CallOutcome<String> spin() {
        return calls.call(
                () -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                    return "never";
                },
                SHORT);
    }

    @Test
    void loopsThatNeverEndHoldUpNobodyElse() throws Exception {
        // As many as there are processors, which is as many as virtual threads have carriers.
        int processors = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < processors; i++) {
            spin();
        }
        othersAreServed();
    }

    @Test
    void whatDoesNotStopIsCalledNoMoreAndSaysWhy() {
        spin();
        assertThat(ask()).isEqualTo("fine");
        spin();
        assertThat(ask()).contains("2 earlier calls did not stop");
        assertThat(calls.trouble().orElseThrow()).contains("did not stop");
    }

    @Test
    void whatIsLateAgainAndAgainRestsAndIsTriedAgainWithOneCall() {
        for (int i = 0; i < 3; i++) {
            assertThat(sleep()).isInstanceOf(CallOutcome.TimedOut.class);
        }
        assertThat(ask()).contains("rests for 10 s");
        assertThat(calls.trouble()).isPresent();

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(sleep()).isInstanceOf(CallOutcome.TimedOut.class);
        assertThat(ask()).contains("rests for 10 s");

        nanos.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(ask()).isEqualTo("fine");
        assertThat(ask()).isEqualTo("fine");
        assertThat(calls.trouble()).isEmpty();
    }

    private List<Future<CallOutcome<String>>> askAtOnce(
            ExecutorService customers, int count, Callable<String> work) {
        return IntStream.range(0, count)
                .mapToObj(i -> customers.submit(() -> calls.call(work, PATIENT)))
                .toList();
    }

    @Test
    void thousandsOfCallsWaitAtOnceAndAllReturn() throws Exception {
        var waiting = new CountDownLatch(MANY);
        var go = new CountDownLatch(1);
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    askAtOnce(
                            customers,
                            MANY,
                            () -> {
                                waiting.countDown();
                                go.await();
                                return "fine";
                            });
            assertThat(waiting.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(calls.trouble()).isEmpty();
            go.countDown();
            for (var one : asked) {
                assertThat(answered(one.get())).isEqualTo("fine");
            }
        }
    }

    @Test
    void callsThatWaitEndWhenThePluginGoes() throws Exception {
        var waiting = new CountDownLatch(MANY);
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    askAtOnce(
                            customers,
                            MANY,
                            () -> {
                                waiting.countDown();
                                new CountDownLatch(1).await();
                                return "never";
                            });
            assertThat(waiting.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();

            calls.close();

            for (var one : asked) {
                assertThat(one.get()).isInstanceOf(CallOutcome.Threw.class);
            }
            assertThat(ask()).isEqualTo("too many calls at once");
        }
    }

    @Test
    void loopsOnTopOfManyCallsHoldUpNobodyElse() throws Exception {
        var waiting = new CountDownLatch(300);
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            askAtOnce(
                    customers,
                    300,
                    () -> {
                        waiting.countDown();
                        new CountDownLatch(1).await();
                        return "never";
                    });
            assertThat(waiting.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread.ofPlatform().daemon().start(this::spin);
            }
            long end = System.nanoTime() + PATIENT.toNanos();
            while (calls.trouble().isEmpty() && System.nanoTime() < end) {
                othersAreServed();
            }
            othersAreServed();
            assertThat(calls.trouble().orElseThrow()).contains("did not stop");
            enough.set(true);
            calls.close();
        }
    }

    private static void othersAreServed() throws InterruptedException {
        var other = new CountDownLatch(1);
        Thread.ofVirtual().start(other::countDown);
        assertThat(other.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anExceptionIsNoReasonToRest() {
        for (int i = 0; i < 5; i++) {
            calls.call(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    PATIENT);
        }
        assertThat(ask()).isEqualTo("fine");
    }

    @Test
    void theInterruptOfOneCallDoesNotReachTheNext() {
        for (int i = 0; i < 2; i++) {
            sleep();
            assertThat(answered(calls.call(() -> "" + Thread.interrupted(), PATIENT)))
                    .isEqualTo("false");
        }
    }

    @Test
    void whatStartsThreadsWithoutEndIsCalledNoMoreAndItsThreadsEndWithIt() throws Exception {
        var threads = new ArrayList<Thread>();
        calls.call(
                () -> {
                    for (int i = 0; i < 250; i++) {
                        threads.add(
                                Thread.ofPlatform()
                                        .daemon()
                                        .start(GuardedCallsTest::waitUntilInterrupted));
                    }
                    return "";
                },
                PATIENT);
        long end = System.nanoTime() + PATIENT.toNanos();
        var said = ask();
        while (said.equals("fine") && System.nanoTime() < end) {
            said = ask();
        }
        assertThat(said).contains("started 250 threads");

        calls.close();

        for (var thread : threads) {
            thread.join(PATIENT);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void waitUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callsThatBurnAProcessorAreSeenBeforeTheirTimeIsUp() {
        for (int i = 0; i < 3; i++) {
            Thread.ofVirtual().start(this::burn);
        }
        long end = System.nanoTime() + PATIENT.toNanos();
        var said = ask();
        while (said.equals("fine") && System.nanoTime() < end) {
            said = ask();
        }
        assertThat(said).contains("keep a processor busy");
    }

    private void burn() {
        calls.call(
                () -> {
                    while (!enough.get()) {
                        Thread.onSpinWait();
                    }
                    return "";
                },
                PATIENT);
    }
}
