package io.dragoman.dialogue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls one plug-in, each call on its own virtual thread with a time limit. A call that outlives
 * its limit is interrupted and left behind; while one is left that does not even stop then, the
 * plug-in gets no more calls, because a loop that never ends keeps a processor for itself.
 * Thread-safe.
 */
final class GuardedCalls {

    private static final int MAX_AT_ONCE = 256;
    private static final int MAX_ABANDONED = 2;

    private final String name;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();

    GuardedCalls(String name) {
        this.name = name;
    }

    <T> CallOutcome<T> call(Callable<T> work, Duration limit) {
        if (abandoned.get() >= MAX_ABANDONED) {
            return new CallOutcome.Refused<>(
                    MAX_ABANDONED + " earlier calls did not stop when told to and still run");
        }
        if (running.incrementAndGet() > MAX_AT_ONCE) {
            running.decrementAndGet();
            return new CallOutcome.Refused<>("more than " + MAX_AT_ONCE + " calls at once");
        }
        var call = new Call<>(work);
        Thread thread = Thread.ofVirtual().name("skill-" + name).start(call);
        return await(call, thread, limit);
    }

    private <T> CallOutcome<T> await(Call<T> call, Thread thread, Duration limit) {
        try {
            return new CallOutcome.Returned<>(call.task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return new CallOutcome.Threw<>(e.getCause());
        } catch (TimeoutException e) {
            call.abandon(thread);
            return new CallOutcome.TimedOut<>(limit);
        } catch (InterruptedException e) {
            call.abandon(thread);
            Thread.currentThread().interrupt();
            return new CallOutcome.Refused<>("the turn was interrupted");
        }
    }

    /** One call; counts itself out when it ends, however late. */
    private final class Call<T> implements Runnable {
        final FutureTask<T> task;
        private boolean left;
        private boolean ended;

        Call(Callable<T> work) {
            task = new FutureTask<>(work);
        }

        @Override
        public void run() {
            try {
                task.run();
            } finally {
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            running.decrementAndGet();
            if (left) {
                abandoned.decrementAndGet();
            }
        }

        synchronized void abandon(Thread thread) {
            thread.interrupt();
            if (!ended) {
                left = true;
                abandoned.incrementAndGet();
            }
        }
    }
}
