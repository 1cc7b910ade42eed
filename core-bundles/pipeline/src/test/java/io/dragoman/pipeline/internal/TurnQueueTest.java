package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.await;
import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.hold;
import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Inbox.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnQueueTest {

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
    void aConversationsMessagesAreAnsweredOnceAndInOrderUnderManyWriters() throws Exception {
        world.with(echo()).start();
        var writers = new ArrayList<Thread>();
        for (int c = 0; c < 5; c++) {
            var id = world.customer("v" + c);
            writers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 40; i++) {
                                            world.says(id, "m" + i);
                                        }
                                    }));
        }
        for (var writer : writers) {
            writer.join();
        }
        for (int c = 0; c < 5; c++) {
            world.assertAnsweredInOrder("c-v" + c, 40);
        }
    }

    @Test
    void twoThousandTurnsWaitAtTheSameTimeWithoutWaitingForEachOther() {
        int many = 2_000;
        var all = new CountDownLatch(many);
        // Each turn waits until every other one has begun.
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    all.countDown();
                                    hold(all);
                                    return answer("done");
                                }))
                .start();
        for (int i = 0; i < many; i++) {
            world.says(world.customer("v" + i), "hello");
        }
        for (int i = 0; i < many; i++) {
            world.answerTo("c-v" + i, 1);
        }
        assertThat(all.getCount()).isZero();
    }

    @Test
    void tenThousandTurnsThatWaitForAnotherSystemHoldUpNobodyElse() {
        int many = 10_000;
        var begun = new CountDownLatch(many);
        var waiting = new AtomicInteger();
        var go = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    if (turn.text().startsWith("quick")) {
                                        return answer("at once");
                                    }
                                    waiting.incrementAndGet();
                                    begun.countDown();
                                    hold(go);
                                    waiting.decrementAndGet();
                                    return answer("done");
                                }))
                .start();
        var said = new ArrayList<CompletableFuture<Receipt>>();
        for (int i = 0; i < many; i++) {
            var id = world.customer("v" + i);
            said.add(world.inbox.receive(id, "k", List.of(Part.text("hello")), ""));
        }
        hold(begun);

        for (int i = 0; i < 20; i++) {
            world.asks(world.customer("quick" + i % 10), "quick " + i);
        }
        assertThat(waiting).as("turns that wait while others are answered").hasValue(many);
        go.countDown();
        assertThat(said).allMatch(receipt -> receipt.join() instanceof Receipt.Accepted);
        await(() -> world.stores.log().conversationsWithUnhandled(1).isEmpty());
        assertThat(world.ofBot("c-v0")).hasSize(1);
        assertThat(world.ofBot("c-v" + (many - 1))).hasSize(1);
    }

    @Test
    void aLongBacklogOfOneConversationIsWorkedOffInOrder() {
        var id = world.customer("v");
        for (int i = 0; i < 250; i++) {
            world.says(id, "m" + i);
        }
        world.with(echo()).start();
        world.assertAnsweredInOrder(id, 250);
    }

    @Test
    void whatDoesNotFitInMemoryIsReadFromTheLogAndKeepsItsOrder() {
        var go = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    hold(go);
                                    return answer("re: " + turn.text());
                                }))
                .start(Map.of("capacity", 3, "sweepSeconds", 1));
        for (int i = 0; i < 8; i++) {
            for (int c = 0; c < 6; c++) {
                world.says(world.customer("v" + c), "m" + i);
            }
        }
        go.countDown();
        for (int c = 0; c < 6; c++) {
            world.assertAnsweredInOrder("c-v" + c, 8);
        }
    }

    @Test
    void longMessagesTakeMoreOfTheRoomAndKeepTheirOrderToo() {
        var go = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    hold(go);
                                    return answer("re: " + turn.text().substring(20_000 - 2));
                                }))
                .start(Map.of("capacity", 20, "sweepSeconds", 1));
        for (int i = 10; i < 20; i++) {
            for (int c = 0; c < 4; c++) {
                world.says(world.customer("v" + c), "x".repeat(20_000 - 2) + i);
            }
        }
        go.countDown();
        for (int c = 0; c < 4; c++) {
            world.assertAnsweredInOrder("c-v" + c, 10);
            assertThat(world.ofBot("c-v" + c))
                    .extracting(PipelineWorld::words)
                    .isSorted()
                    .startsWith("re: 10")
                    .endsWith("re: 19");
        }
    }

    @Test
    void thousandsOfConversationsThatWereLeftBehindAreAllTakenUp() {
        for (int i = 0; i < 1_200; i++) {
            world.says(world.customer("v" + i), "hello");
        }
        world.with(echo()).start();
        for (int i = 0; i < 1_200; i++) {
            world.answerTo("c-v" + i, 1);
        }
    }
}
