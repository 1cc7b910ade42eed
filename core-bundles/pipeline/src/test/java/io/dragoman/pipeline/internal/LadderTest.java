package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.Visitor;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LadderTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Ladder ladder = new Ladder(new Breakers(nanos::get, 3, Duration.ofMinutes(1)));

    @AfterEach
    void close() {
        ladder.close();
    }

    private record TestStage(String name, Duration limit, Function<Turn, StageResult> work)
            implements Stage {

        @Override
        public boolean mayRest() {
            return name.equals("model");
        }

        @Override
        public StageResult attempt(Turn turn) {
            return work.apply(turn);
        }
    }

    private static Stage stage(String name, Function<Turn, StageResult> work) {
        return new TestStage(name, Duration.ofSeconds(30), work);
    }

    private static Stage answering(String name, String text) {
        return stage(
                name,
                turn ->
                        new StageResult.Answer(
                                Report.of("ok"), Effects.say(List.of(Part.text(text)))));
    }

    static Turn turn(String text) {
        var now = Instant.parse("2026-11-21T08:00:00Z");
        var conversation =
                new Conversation(
                        "c1",
                        "demo",
                        new Address("web", "default", "v1"),
                        true,
                        "p1",
                        Conversation.State.BOT,
                        1,
                        "zh-CN",
                        1,
                        text,
                        0,
                        Set.of(),
                        BotState.NEW,
                        DeskState.NONE,
                        ReadState.NONE,
                        WindowState.NEW,
                        now,
                        now,
                        Optional.empty());
        var from = new Message.Author(Message.Kind.VISITOR, "p1", "");
        var message =
                new Message(
                        "c1",
                        1,
                        now,
                        from,
                        List.of(Part.text(text)),
                        Optional.of("v:1"),
                        Optional.empty());
        return new Turn(conversation, message, Visitor.UNKNOWN, now);
    }

    /** A stage that knows something without an attempt, which would take for ever. */
    private record QuickStage(String name, Function<Turn, StageResult> quick) implements Stage {

        @Override
        public Duration limit() {
            return Duration.ofMillis(50);
        }

        @Override
        public Optional<StageResult> atOnce(Turn turn) {
            return Optional.of(quick.apply(turn));
        }

        @Override
        public StageResult attempt(Turn turn) {
            throw new AssertionError("nobody asked for an attempt");
        }
    }

    @Test
    void whatAStageKnowsAtOnceIsAskedOnTheTurnsOwnThread() {
        var asked = new AtomicReference<Thread>();
        var quick =
                new QuickStage(
                        "rules",
                        turn -> {
                            asked.set(Thread.currentThread());
                            return new StageResult.Answer(Report.of("ok"), Effects.NONE);
                        });
        assertThat(ladder.climb(List.of(quick), turn("hi")).answeredBy()).isEqualTo("rules");
        assertThat(asked).hasValue(Thread.currentThread());
    }

    @Test
    void aStageThatFailsAtOnceLeavesTheTurnToTheNext() {
        var broken =
                new QuickStage(
                        "rules",
                        turn -> {
                            throw new IllegalStateException("a bug");
                        });
        var climb = ladder.climb(List.of(broken, answering("skill", "a")), turn("hi"));
        assertThat(climb.answeredBy()).isEqualTo("skill");
        assertThat(climb.steps().getFirst().outcome()).isEqualTo(Ladder.Outcome.FAILED);
    }

    @Test
    void theFirstStageThatAnswersEndsTheClimb() {
        var climb =
                ladder.climb(
                        List.of(
                                stage("rules", t -> StageResult.skip("none")),
                                answering("skill", "a"),
                                answering("model", "b")),
                        turn("hi"));
        assertThat(climb.answeredBy()).isEqualTo("skill");
        assertThat(climb.effects().parts()).containsExactly(Part.text("a"));
        assertThat(climb.steps()).extracting(Ladder.Step::stage).containsExactly("rules", "skill");
    }

    @Test
    void aStageThatThrowsIsRecordedAndTheNextOneTries() {
        var climb =
                ladder.climb(
                        List.of(
                                stage(
                                        "rules",
                                        t -> {
                                            throw new IllegalStateException("broken");
                                        }),
                                answering("skill", "a")),
                        turn("hi"));
        assertThat(climb.answeredBy()).isEqualTo("skill");
        assertThat(climb.steps().get(0).outcome()).isEqualTo(Ladder.Outcome.FAILED);
        assertThat(climb.steps().get(0).error()).contains("broken");
    }

    @Test
    void aStageThatLacksAClassIsRecordedAndTheNextOneTries() {
        var climb =
                ladder.climb(
                        List.of(
                                stage(
                                        "skill",
                                        t -> {
                                            throw new NoClassDefFoundError("gone");
                                        }),
                                answering("knowledge", "a")),
                        turn("hi"));
        assertThat(climb.answeredBy()).isEqualTo("knowledge");
    }

    @Test
    void aStageThatHangsIsInterruptedAtItsLimitAndTheNextOneTries() throws Exception {
        var interrupted = new CountDownLatch(1);
        var hanging =
                new TestStage(
                        "model",
                        Duration.ofMillis(200),
                        t -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return StageResult.skip("late");
                        });
        var climb = ladder.climb(List.of(hanging, answering("handoff", "a")), turn("hi"));
        assertThat(climb.answeredBy()).isEqualTo("handoff");
        assertThat(climb.steps().get(0).outcome()).isEqualTo(Ladder.Outcome.TIMEOUT);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatAPassingStageMarkedIsKept() {
        var tagging =
                stage(
                        "rules",
                        t ->
                                new StageResult.Pass(
                                        Report.of("fired"),
                                        Effects.NONE.withMarks(
                                                Set.of("vip"), OptionalInt.of(1), List.of())));
        var climb = ladder.climb(List.of(tagging, answering("skill", "a")), turn("hi"));
        assertThat(climb.effects().tags()).containsExactly("vip");
        assertThat(climb.effects().priority()).hasValue(1);
    }

    @Test
    void aStageThatFailsAgainAndAgainRestsForAWhile() {
        var broken =
                stage(
                        "model",
                        t -> {
                            throw new IllegalStateException("down");
                        });
        for (int i = 0; i < 3; i++) {
            ladder.climb(List.of(broken), turn("hi"));
        }
        var climb = ladder.climb(List.of(broken, answering("handoff", "a")), turn("hi"));
        assertThat(climb.steps().get(0).outcome()).isEqualTo(Ladder.Outcome.SKIPPED);
        assertThat(climb.answeredBy()).isEqualTo("handoff");
    }

    @Test
    void aStageThatSaysItFailedRestsTooAndIsTriedAgainWithOneTurn() {
        var isDown = new AtomicBoolean(true);
        var asked = new AtomicInteger();
        var model =
                stage(
                        "model",
                        t -> {
                            asked.incrementAndGet();
                            return isDown.get()
                                    ? new StageResult.Failed(Report.of("down"))
                                    : new StageResult.Answer(
                                            Report.of("up"), Effects.say(List.of()));
                        });
        var stages = List.of(model, answering("handoff", "a"));
        for (int i = 0; i < 10; i++) {
            assertThat(ladder.climb(stages, turn("hi")).answeredBy()).isEqualTo("handoff");
        }
        assertThat(asked).hasValue(3);

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        for (int i = 0; i < 3; i++) {
            assertThat(ladder.climb(stages, turn("hi")).answeredBy()).isEqualTo("handoff");
        }
        assertThat(asked).as("only one turn tries").hasValue(4);

        isDown.set(false);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        for (int i = 0; i < 3; i++) {
            assertThat(ladder.climb(stages, turn("hi")).answeredBy()).isEqualTo("model");
        }
    }

    @Test
    void aStageThatHealsItselfIsTriedEveryTime() {
        var failures = new AtomicInteger();
        var rules =
                stage(
                        "rules",
                        t -> {
                            if (failures.incrementAndGet() <= 9) {
                                throw new IllegalStateException("a rule loops");
                            }
                            return StageResult.skip("healed");
                        });
        for (int i = 0; i < 9; i++) {
            ladder.climb(List.of(rules), turn("hi"));
        }
        var climb = ladder.climb(List.of(rules), turn("hi"));
        assertThat(climb.steps().get(0).report().key()).isEqualTo("healed");
    }
}
