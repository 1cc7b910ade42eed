package io.dragoman.pipeline.internal;

import static io.dragoman.pipeline.internal.PipelineWorld.answer;
import static io.dragoman.pipeline.internal.PipelineWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.handoff.Presence;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Message.Kind;
import io.dragoman.testkit.Configs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever customers write, whatever skills do and whoever is at the desk: each message ends in an
 * answer or question of the bot, with a person, in a queue, or in a ticket.
 */
class NothingSticksTest {

    private static final List<String> SAID =
            List.of(
                    "hello",
                    "人工",
                    "agent",
                    "cancel",
                    "取消排队",
                    "2",
                    "",
                    "   ",
                    "throw",
                    "hang",
                    "null",
                    "pass",
                    "hand over",
                    "unknown team",
                    "dialogue",
                    "break",
                    "我要投诉！",
                    "order A1001");

    @TempDir Path folder;
    private PipelineWorld world;

    @BeforeEach
    void open() {
        world = new PipelineWorld(folder);
        world.with(
                        new GuardStage(
                                world.facts,
                                world.rules,
                                Configs.of(GuardStage.Config.class, Map.of())),
                        new PersonStage(),
                        new PipelineWorld.TestStage(
                                "moody", Duration.ofMillis(40), NothingSticksTest::moody),
                        new FallbackStage(Configs.of(FallbackStage.Config.class, Map.of())))
                .start();
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private static StageResult moody(Turn turn) {
        return switch (turn.text()) {
            case "throw" -> throw new IllegalStateException("moody");
            case "hang" -> {
                PipelineWorld.hold(new CountDownLatch(1));
                yield answer("late");
            }
            case "null" -> null;
            case "pass" -> StageResult.pass(Report.of("skill.none"));
            case "hand over" -> handOver("after-sales");
            case "unknown team" -> handOver("no-such-team");
            case "dialogue" ->
                    answer(Effects.say(List.of(Part.text("?"))).withDialogue("{\"x\":1}"));
            case "break" -> answer(Effects.say(List.of(new Part.Text(null))));
            case "hello" -> answer("hi");
            default -> StageResult.skip("skill.none");
        };
    }

    private static StageResult handOver(String team) {
        var wish = new Effects.HandOver(team, Report.of("handoff.skill", "skill", "moody"), "");
        return answer(Effects.NONE.withHandOver(wish));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyMessageEndsSomewhere(long seed) {
        var random = new Random(seed);
        var ids = List.of(world.customer("a"), world.customer("b"), world.customer("c"));
        for (int step = 0; step < 120; step++) {
            var id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(4) == 0) {
                move(random, id);
            }
            long seq = world.sends(id, List.of(part(random)));
            var now = settled(id, seq);
            assertThat(endOf(now, seq)).as("message %d of %s, seed %d", seq, id, seed).isPresent();
        }
    }

    private void move(Random random, String id) {
        switch (random.nextInt(6)) {
            case 0 -> world.actions.take(id, world.mei);
            case 1 -> world.actions.returnToBot(id, world.mei);
            case 2 -> world.actions.close(id, world.mei);
            case 3 -> world.actions.requeue(id, world.mei);
            case 4 -> world.presence.set("mei", Presence.State.ONLINE);
            default -> world.presence.set("mei", Presence.State.OFFLINE);
        }
    }

    private static Part part(Random random) {
        return random.nextInt(10) == 0
                ? new Part.Media(URI.create("https://x/p.png"), "image/png", "p.png", 1)
                : Part.text(SAID.get(random.nextInt(SAID.size())));
    }

    private Conversation settled(String id, long seq) {
        await(
                () -> {
                    var now = world.now(id);
                    return now.state() == State.HUMAN || now.bot().handledSeq() >= seq;
                });
        return world.now(id);
    }

    /** Where a message ended: the words of the bot, a person, a place in the queue, or a ticket. */
    private Optional<String> endOf(Conversation now, long seq) {
        var answer =
                world.messages(now.id()).stream()
                        .filter(m -> m.from().kind() == Kind.BOT)
                        .filter(m -> m.inReplyTo().equals(Optional.of(seq)))
                        .toList();
        assertThat(answer).hasSizeLessThanOrEqualTo(1);
        if (!answer.isEmpty()) {
            assertThat(answer.get(0).parts()).isNotEmpty();
            return Optional.of("answer");
        }
        if (now.state() == State.HUMAN) {
            return now.desk().assignee();
        }
        if (now.state() == State.QUEUED && world.board.plan("demo", "").online() > 0) {
            return world.board.position(now).map(place -> "place " + place);
        }
        return world.tickets().stream()
                .filter(ticket -> ticket.conversationId().equals(now.id()))
                .findFirst()
                .map(ticket -> "ticket");
    }
}
