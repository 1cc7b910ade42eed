package io.dragoman.rules.drools;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that might never end. A caller waits no longer than its limit; what does not end
 * is interrupted and left alone. The number of threads is bounded, those left alone included.
 * Thread-safe.
 */
final class Workers implements AutoCloseable {

    /** What became of a piece of work. */
    enum End {
        /** It ended, or threw. */
        DONE,
        /** It began and did not end in time. */
        STUCK,
        /** No thread was free in time. */
        BUSY
    }

    /** So many threads may be stuck before nothing more is begun. */
    private static final int MOST_STUCK = 8;

    private final Semaphore free;
    private final AtomicInteger stuck = new AtomicInteger();
    private final ExecutorService threads;

    /**
     * @param count how many pieces of work may run at a time
     */
    Workers(String name, int count) {
        free = new Semaphore(count);
        AtomicInteger number = new AtomicInteger();
        threads =
                new ThreadPoolExecutor(
                        0,
                        count + MOST_STUCK,
                        30,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        work -> {
                            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            thread.setContextClassLoader(Workers.class.getClassLoader());
                            return thread;
                        });
    }

    /** How many threads are lost to work that does not end. */
    int stuck() {
        return stuck.get();
    }

    /**
     * Runs a piece of work.
     *
     * @throws RuntimeException what the work throws
     */
    End run(Runnable work, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Task task = new Task(work);
        try {
            if (stuck.get() >= MOST_STUCK || !begin(task, limit)) {
                return End.BUSY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return End.BUSY;
        }
        try {
            task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return End.DONE;
        } catch (TimeoutException e) {
            return task.abandon() ? End.STUCK : End.DONE;
        } catch (InterruptedException e) {
            task.abandon();
            Thread.currentThread().interrupt();
            return End.BUSY;
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private boolean begin(Task task, Duration limit) throws InterruptedException {
        if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            free.release();
            return false;
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        return switch (cause) {
            case RuntimeException known -> known;
            case Error error -> new IllegalStateException("Rules failed: " + error, error);
            default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** A piece of work that gives its permit back once: when it ends, or when it is abandoned. */
    private final class Task extends FutureTask<Void> {

        private final AtomicInteger state = new AtomicInteger(RUNNING);
        private static final int RUNNING = 0;
        private static final int ENDED = 1;
        private static final int ABANDONED = 2;

        Task(Runnable work) {
            super(work, null);
        }

        @Override
        public void run() {
            super.run();
            if (state.compareAndSet(RUNNING, ENDED)) {
                free.release();
            } else {
                stuck.decrementAndGet();
            }
        }

        /** Whether it had to be abandoned; it may have ended by itself in the last moment. */
        boolean abandon() {
            if (!state.compareAndSet(RUNNING, ABANDONED)) {
                return false;
            }
            stuck.incrementAndGet();
            free.release();
            cancel(true);
            return true;
        }
    }
}
