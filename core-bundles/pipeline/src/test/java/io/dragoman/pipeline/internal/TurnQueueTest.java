package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.await;
import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.hold;
import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
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

    private List<Message> ofBot(String id) {
        return world.messages(id).stream().filter(m -> m.from().kind() == Kind.BOT).toList();
    }

    /** Every message of the customer is answered exactly once, in the order they were sent. */
    private void assertAnsweredInOrder(String id, int messages) {
        await(() -> ofBot(id).size() >= messages);
        var asked =
                world.messages(id).stream()
                        .filter(m -> m.from().kind() == Kind.VISITOR)
                        .map(Message::seq)
                        .toList();
        assertThat(asked).hasSize(messages);
        assertThat(ofBot(id)).extracting(m -> m.inReplyTo().orElseThrow()).isEqualTo(asked);
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
            assertAnsweredInOrder("c-v" + c, 40);
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
        assertThat(ofBot("c-v0")).hasSize(1);
        assertThat(ofBot("c-v" + (many - 1))).hasSize(1);
    }

    @Test
    void whatACrashLeftIsAnsweredOnceAfterTheNextStart() {
        var id = world.customer("v");
        for (int i = 0; i < 30; i++) {
            world.says(id, "m" + i);
        }
        world.with(echo()).start();
        assertAnsweredInOrder(id, 30);
        world.crash();
        world.with(echo()).start();
        world.asks(id, "one more");
        assertAnsweredInOrder(id, 31);
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
            assertAnsweredInOrder("c-v" + i, 2);
            assertThat(ofBot("c-v" + i))
                    .extracting(PipelineWorld::words)
                    .containsExactly("re: first", "re: second");
        }
    }

    @Test
    void aLongBacklogOfOneConversationIsWorkedOffInOrder() {
        var id = world.customer("v");
        for (int i = 0; i < 250; i++) {
            world.says(id, "m" + i);
        }
        world.with(echo()).start();
        assertAnsweredInOrder(id, 250);
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
            assertAnsweredInOrder("c-v" + c, 8);
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
            assertAnsweredInOrder("c-v" + c, 10);
            assertThat(ofBot("c-v" + c))
                    .extracting(PipelineWorld::words)
                    .isSorted()
                    .startsWith("re: 10")
                    .endsWith("re: 19");
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
        assertAnsweredInOrder(id, 3);
    }

    @Test
    void theBotKeepsQuietWhenAnAgentTakesTheConversationInTheMiddleOfATurn() {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    begun.countDown();
                                    hold(go);
                                    return answer("too late");
                                }))
                .start();
        var id = world.customer("v");
        long seq = world.says(id, "hello");
        hold(begun);
        world.actions.take(id, world.mei);
        go.countDown();
        world.handled(id, seq);
        assertThat(ofBot(id)).isEmpty();
        world.says(id, "for the agent");
        world.actions.returnToBot(id, world.mei);
        assertThat(PipelineWorld.words(world.asks(id, "for the bot"))).isEqualTo("too late");
        assertThat(ofBot(id)).hasSize(1);
    }

    @Test
    void noStageSeesAMessageThatAPersonHasTakenOver() {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var seen = new java.util.concurrent.CopyOnWriteArrayList<String>();
        world.with(
                        stage(
                                "slow",
                                turn -> {
                                    seen.add(turn.text());
                                    begun.countDown();
                                    hold(go);
                                    return answer("too late");
                                }))
                .start();
        var id = world.customer("v");
        world.says(id, "first");
        hold(begun);
        world.says(id, "second");
        world.actions.take(id, world.mei);
        go.countDown();
        world.handled(id, 1);
        world.actions.returnToBot(id, world.mei);
        world.asks(id, "third");
        assertThat(seen).containsExactly("first", "third");
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

    @Test
    void anAnswerThatCannotBeComposedBecomesAnExcuseAndTheNextMessageIsAnswered() {
        world.with(
                        stage(
                                "broken",
                                turn ->
                                        turn.text().equals("break")
                                                ? answer(Effects.say(List.of(new Part.Text(null))))
                                                : answer("fine")))
                .start();
        var id = world.customer("v");
        assertThat(PipelineWorld.words(world.asks(id, "break"))).contains("no answer");
        assertThat(PipelineWorld.words(world.asks(id, "hello"))).isEqualTo("fine");
        assertThat(world.now(id).bot().misses()).isZero();
    }

    @Test
    void anAnswerThatTheLogRefusesBecomesAnExcuse() {
        var nowhere = new Part.Place(1_000, 0, "off the map");
        world.with(stage("broken", turn -> answer(Effects.say(List.of(nowhere))))).start();
        assertThat(PipelineWorld.words(world.asks(world.customer("v"), "hi")))
                .contains("no answer");
    }

    @Test
    void whatIsMuchTooLongIsCutAndKeptOutOfTheLog() {
        var huge = "很长".repeat(2_000_000);
        world.with(
                        stage(
                                "huge",
                                turn ->
                                        new StageResult.Answer(
                                                Report.of("skill.answered", "skill", huge)
                                                        .with("candidates", List.of(huge)),
                                                Effects.say(
                                                                List.of(
                                                                        Part.text(huge),
                                                                        new Part.Card(
                                                                                huge,
                                                                                List.of(
                                                                                        new Part
                                                                                                .Card
                                                                                                .Field(
                                                                                                huge,
                                                                                                huge)),
                                                                                List.of(
                                                                                        new Part
                                                                                                .Action(
                                                                                                huge,
                                                                                                "ok"))),
                                                                        new Part.Choices(
                                                                                huge, List.of())))
                                                        .withDialogue(huge))))
                .start();
        var id = world.customer("v");
        var answer = world.asks(id, "hi");
        assertThat(PipelineWorld.words(answer)).hasSize(10_001).endsWith("…");
        assertThat(answer.parts()).hasSize(3);
        assertThat(world.now(id).bot().dialogue()).isEmpty();
        assertThat(world.trace(answer).toString().length()).isLessThan(10_000);
    }

    @Test
    void theTraceTellsOfEveryStageWhatItFound() {
        world.with(
                        stage("silent", turn -> StageResult.skip("dialogue.none")),
                        stage(
                                "passing",
                                turn -> StageResult.pass(Report.of("rules.none", "count", "0"))),
                        stage(
                                "broken",
                                turn -> {
                                    throw new IllegalStateException("no luck");
                                }),
                        stage("null", turn -> null),
                        echo())
                .start();
        var trace = world.trace(world.asks(world.customer("v"), "hi"));
        assertThat(trace.get("answeredBy")).isEqualTo("echo");
        assertThat(trace.get("text")).isEqualTo("hi");
        var stages = (List<?>) trace.get("stages");
        assertThat(each(stages, stage -> stage.get("stage") + " " + stage.get("outcome")))
                .containsExactly(
                        "silent skipped",
                        "passing passed",
                        "broken failed",
                        "null failed",
                        "echo answered");
        assertThat(each(stages, stage -> ((Map<?, ?>) stage.get("detail")).get("key").toString()))
                .containsExactly(
                        "dialogue.none",
                        "rules.none",
                        "stage.failed",
                        "stage.failed",
                        "skill.answered");
    }

    private static List<String> each(List<?> stages, Function<Map<?, ?>, String> shown) {
        return stages.stream().map(stage -> shown.apply((Map<?, ?>) stage)).toList();
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
        assertThat(ofBot(id)).hasSize(1);
    }

    @Test
    void aHandOverQueuesTheConversationInTheSameEntryWithItsReason() {
        world.agentOnline();
        world.with(
                        stage(
                                "skill",
                                turn ->
                                        answer(
                                                Effects.say(List.of(Part.text("One moment.")))
                                                        .withHandOver(
                                                                new Effects.HandOver(
                                                                        "after-sales",
                                                                        Report.of(
                                                                                "handoff.skill",
                                                                                "skill",
                                                                                "x"),
                                                                        "It is broken")))))
                .start();
        var id = world.customer("v");
        var answer = world.asks(id, "it is broken");
        assertThat(answer.parts()).hasSize(2);
        assertThat(((Part.Text) answer.parts().get(1)).text())
                .contains("team after-sales")
                .contains("1");
        var now = world.now(id);
        assertThat(now.state()).isEqualTo(State.QUEUED);
        assertThat(now.desk().team()).isEqualTo(Optional.of("after-sales"));
        assertThat(now.desk().summary()).isEqualTo("It is broken");
        assertThat(now.desk().reason()).isEqualTo("handoff.skill");
    }
}
