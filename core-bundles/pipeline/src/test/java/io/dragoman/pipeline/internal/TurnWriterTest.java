package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.echo;
import static io.dragoman.pipeline.internal.PipelineWorld.hold;
import static io.dragoman.pipeline.internal.PipelineWorld.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import io.dragoman.storage.Conversation.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnWriterTest {

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
        assertThat(world.ofBot(id)).isEmpty();
        world.says(id, "for the agent");
        world.actions.returnToBot(id, world.mei);
        assertThat(PipelineWorld.words(world.asks(id, "for the bot"))).isEqualTo("too late");
        assertThat(world.ofBot(id)).hasSize(1);
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
