package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the stages in order until one answers. No stage can break a turn: its failure or timeout is
 * recorded, and the next one tries. Thread-safe.
 */
final class Ladder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ladder.class);

    /** How one stage did. */
    record Step(String stage, Outcome outcome, long nanos, Report report, String error) {}

    /** The outcomes of the public trace. */
    enum Outcome {
        ANSWERED,
        PASSED,
        FAILED,
        TIMEOUT,
        SKIPPED
    }

    /** How the ladder went; {@code answeredBy} is empty when no stage answered. */
    record Climb(List<Step> steps, String answeredBy, Effects effects) {

        /** The same with a step that came before all others. */
        Climb after(Step first) {
            var all = new ArrayList<>(List.of(first));
            all.addAll(steps);
            return new Climb(List.copyOf(all), answeredBy, effects);
        }
    }

    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("stage-", 0).factory());
    private final Breakers breakers;

    Ladder(Breakers breakers) {
        this.breakers = breakers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /**
     * Tries the stages.
     *
     * @throws CancellationException when the ladder is closed meanwhile: the turn is to be taken up
     *     again by somebody else, not answered with an excuse
     */
    Climb climb(List<Stage> stages, Turn turn) {
        var steps = new ArrayList<Step>();
        var effects = Effects.NONE;
        for (var stage : stages) {
            var step = attempt(stage, turn);
            if (threads.isShutdown()) {
                throw new CancellationException("The ladder is closed");
            }
            steps.add(step.step());
            switch (step.result()) {
                case StageResult.Answer answer -> {
                    return new Climb(
                            List.copyOf(steps), stage.name(), answer.effects().after(effects));
                }
                case StageResult.Pass pass -> effects = pass.effects().after(effects);
                case StageResult.Skip skip -> {}
                case StageResult.Failed failed -> {}
            }
        }
        return new Climb(List.copyOf(steps), "", effects);
    }

    private record Attempt(Step step, StageResult result) {}

    private Attempt attempt(Stage stage, Turn turn) {
        if (stage.mayRest() && breakers.open(stage.name())) {
            var report = Report.of("stage.resting");
            return new Attempt(
                    new Step(stage.name(), Outcome.SKIPPED, 0, report, ""),
                    new StageResult.Skip(report));
        }
        long start = System.nanoTime();
        try {
            var result = run(stage, turn);
            if (result == null) {
                throw new ExecutionException(new IllegalStateException("it answered null"));
            }
            var outcome = outcome(stage, result);
            var nanos = System.nanoTime() - start;
            return new Attempt(new Step(stage.name(), outcome, nanos, result.report(), ""), result);
        } catch (TimeoutException e) {
            LOG.warn(
                    "Stage {} took longer than {} and was left behind",
                    stage.name(),
                    stage.limit());
            return failed(stage, Outcome.TIMEOUT, start, "no answer within " + stage.limit());
        } catch (ExecutionException e) {
            LOG.warn("Stage {} failed", stage.name(), e.getCause());
            return failed(stage, Outcome.FAILED, start, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(stage, Outcome.FAILED, start, "interrupted");
        }
    }

    private Outcome outcome(Stage stage, StageResult result) {
        if (result instanceof StageResult.Failed) {
            breakers.failed(stage.name());
            return Outcome.FAILED;
        }
        breakers.worked(stage.name());
        return switch (result) {
            case StageResult.Answer answer -> Outcome.ANSWERED;
            case StageResult.Pass pass -> Outcome.PASSED;
            case StageResult.Skip skip -> Outcome.SKIPPED;
            case StageResult.Failed failed -> Outcome.FAILED;
        };
    }

    private Attempt failed(Stage stage, Outcome outcome, long start, String error) {
        breakers.failed(stage.name());
        var report = Report.of(outcome == Outcome.TIMEOUT ? "stage.timeout" : "stage.failed");
        var step = new Step(stage.name(), outcome, System.nanoTime() - start, report, error);
        return new Attempt(step, new StageResult.Skip(report));
    }

    private StageResult run(Stage stage, Turn turn)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            var known = stage.atOnce(turn);
            if (known.isPresent()) {
                return known.get();
            }
            if (stage.limit().isZero()) {
                return stage.attempt(turn);
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new ExecutionException(e);
        }
        return within(stage.limit(), () -> stage.attempt(turn));
    }

    private <T> T within(Duration limit, Callable<T> call)
            throws ExecutionException, InterruptedException, TimeoutException {
        Future<T> future;
        try {
            future = threads.submit(call);
        } catch (RejectedExecutionException e) {
            throw new ExecutionException(e);
        }
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            // Interrupts whoever still runs: a stage that is late works for nobody.
            future.cancel(true);
        }
    }
}
