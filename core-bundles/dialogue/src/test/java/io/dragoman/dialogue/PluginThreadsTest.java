package io.dragoman.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginThreadsTest {

    private static final int ON_PLATFORM = 256;
    private static final long PATIENT = 30;

    private final PluginThreads threads = new PluginThreads("test", ON_PLATFORM);
    private final Set<Thread> called = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void end() {
        end.countDown();
        threads.close();
    }

    @Test
    void threadsThatAreJustEndingAreNotTakenForThePluginsOwn() throws Exception {
        var begun = new CountDownLatch(ON_PLATFORM);
        for (int i = 0; i < ON_PLATFORM; i++) {
            threads.start(
                    () -> {
                        called.add(Thread.currentThread());
                        waitForTheEnd(begun);
                    });
        }
        assertThat(begun.await(PATIENT, TimeUnit.SECONDS)).isTrue();

        Thread.ofPlatform().start(this::end);

        while (called.stream().anyMatch(Thread::isAlive)) {
            assertThat(threads.own()).isZero();
        }
    }

    @Test
    void threadsThatACallStartsAreCountedUntilTheyEnd() throws Exception {
        var begun = new CountDownLatch(3);
        threads.start(() -> startThree(begun));
        assertThat(begun.await(PATIENT, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.own()).isEqualTo(3);

        end.countDown();

        long last = System.nanoTime() + Duration.ofSeconds(PATIENT).toNanos();
        while (threads.own() > 0 && System.nanoTime() < last) {
            Thread.onSpinWait();
        }
        assertThat(threads.own()).isZero();
    }

    private void startThree(CountDownLatch begun) {
        for (int i = 0; i < 3; i++) {
            Thread.ofPlatform().daemon().start(() -> waitForTheEnd(begun));
        }
    }

    private void waitForTheEnd(CountDownLatch begun) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
