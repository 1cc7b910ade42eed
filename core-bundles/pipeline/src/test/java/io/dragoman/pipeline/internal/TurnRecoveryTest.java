package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.hold;
import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnRecoveryTest {

    @TempDir Path folder;
    private PipelineWorld world;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    @Test
    void whatACrashLeftIsAnsweredOnceAfterTheNextStart() {
        var id = world.customer("v");
        for (int i = 0; i < 30; i++) {
            world.says(id, "m" + i);
        }
        world.with(echo()).start();
        world.assertAnsweredInOrder(id, 30);
        world.crash();
        world.with(echo()).start();
        world.asks(id, "one more");
        world.assertAnsweredInOrder(id, 31);
    }

    @Test
    void aCrashInTheMiddleOfTurnsAnswersNothingTwice() {
        var begun = new CountDownLatch(3);
        var never = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    begun.countDown();
                                    hold(never);
                                    return answer("too late");
                                }))
                .start();
        for (int i = 0; i < 3; i++) {
            world.says(world.customer("v" + i), "first");
        }
        hold(begun);
        world.crash();
        never.countDown();
        for (int i = 0; i < 3; i++) {
            world.says("c-v" + i, "second");
        }
        world.with(echo()).start();
        for (int i = 0; i < 3; i++) {
            world.assertAnsweredInOrder("c-v" + i, 2);
            assertThat(world.ofBot("c-v" + i))
                    .extracting(PipelineWorld::words)
                    .containsExactly("re: first", "re: second");
        }
    }

    @Test
    void anOutageOfTheStoreIsWaitedForAndNothingIsLostDoubledOrOvertaken() {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    begun.countDown();
                                    hold(go);
                                    return answer("re: " + turn.text());
                                }))
                .start();
        var id = world.customer("v");
        world.says(id, "one");
        world.says(id, "two");
        world.says(id, "three");
        hold(begun);
        world.stores.cut();
        go.countDown();
        java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
        world.stores.mend();
        world.assertAnsweredInOrder(id, 3);
    }

    @Test
    void closingInTheMiddleOfATurnLeavesItToTheNextStartWithoutAnExcuse() {
        var begun = new CountDownLatch(1);
        var calls = new AtomicInteger();
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    calls.incrementAndGet();
                                    begun.countDown();
                                    hold(new CountDownLatch(1));
                                    return answer("never");
                                }),
                        new PipelineWorld.TestStage(
                                "excuse", java.time.Duration.ZERO, turn -> answer("excuse")))
                .start();
        var id = world.customer("v");
        long seq = world.says(id, "hello");
        hold(begun);
        world.crash();
        world.with(echo()).start();
        assertThat(PipelineWorld.words(world.answerTo(id, seq))).isEqualTo("re: hello");
        assertThat(world.ofBot(id)).hasSize(1);
    }
}
