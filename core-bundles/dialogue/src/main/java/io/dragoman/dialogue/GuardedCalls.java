package io.dragoman.dialogue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls one plug-in, each call with a time limit. A call that outlives its limit is interrupted and
 * left behind. While calls are left that do not even stop then, while calls burn a processor, and
 * while the plug-in keeps too many threads of its own, it gets no more calls; after several calls
 * in a row ran out of time it rests and is then tried with a single one. Thread-safe.
 *
 * <p>The calls do not run on the virtual threads that everything else runs on, for a loop that
 * never ends would keep a carrier for itself, and there are only as many of them as processors: two
 * such loops would stop everything else. The first 256 at once have platform threads, more have
 * virtual threads with carriers of the plug-in's own.
 */
final class GuardedCalls implements AutoCloseable {

    private static final int ON_PLATFORM_THREADS = 256;
    private static final int MAX_ABANDONED = 2;

    private final PluginThreads threads;
    private final Rest rest;

    GuardedCalls(String name) {
        this(name, new Rest(3, Duration.ofSeconds(10), System::nanoTime));
    }

    /** Takes the circuit breaker from outside, for tests. */
    GuardedCalls(String name, Rest rest) {
        this.threads = new PluginThreads(name, ON_PLATFORM_THREADS);
        this.rest = rest;
    }

    /** What keeps the plug-in from being called just now, or would for the next call. */
    Optional<String> trouble() {
        if (threads.abandoned() >= MAX_ABANDONED) {
            return Optional.of(
                    MAX_ABANDONED + " earlier calls did not stop when told to and still run");
        }
        return threads.trouble().or(rest::trouble);
    }

    <T> CallOutcome<T> call(Callable<T> work, Duration limit) {
        if (threads.abandoned() >= MAX_ABANDONED) {
            return new CallOutcome.Refused<>(trouble().orElse("earlier calls did not stop"));
        }
        var misuse = threads.trouble();
        if (misuse.isPresent()) {
            return new CallOutcome.Refused<>(misuse.get());
        }
        if (rest.isResting()) {
            return new CallOutcome.Refused<>(rest.reason());
        }
        var task = new FutureTask<>(work);
        try {
            return await(task, threads.start(task), limit);
        } catch (RejectedExecutionException e) {
            return new CallOutcome.Refused<>("too many calls at once");
        }
    }

    private <T> CallOutcome<T> await(
            FutureTask<T> task, PluginThreads.Running running, Duration limit) {
        try {
            var value = task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            rest.inTime();
            return new CallOutcome.Returned<>(value);
        } catch (ExecutionException e) {
            rest.inTime();
            return new CallOutcome.Threw<>(e.getCause());
        } catch (TimeoutException e) {
            running.abandon();
            rest.tooLate();
            return new CallOutcome.TimedOut<>(limit);
        } catch (InterruptedException e) {
            running.abandon();
            Thread.currentThread().interrupt();
            return new CallOutcome.Refused<>("the turn was interrupted");
        }
    }

    /** Ends the threads of the plug-in, its own too, as far as they listen to an interrupt. */
    @Override
    public void close() {
        threads.close();
    }
}
