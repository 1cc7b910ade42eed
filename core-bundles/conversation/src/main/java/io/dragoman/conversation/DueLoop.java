package io.dragoman.conversation;

import io.dragoman.storage.DueStore;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again for what is due, on a thread of its own: at once when it is told to, after
 * each task that has ended, and otherwise once in a while. What is due is worked off on virtual
 * threads. A failure of the store is outlived, and so is a clock that was wrong. Thread-safe.
 */
public final class DueLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);

    /**
     * How it goes about it.
     *
     * @param name of its threads
     * @param what is sent, for the log: "messages"
     * @param idle how long it waits when nothing is due, and after a failure
     * @param longestWait nothing is ever due later than this from now
     * @param farewell how long tasks that have begun may go on when it is closed
     */
    public record Pace(
            String name, String what, Duration idle, Duration longestWait, Duration farewell) {}

    /** Whose work it is. */
    @FunctionalInterface
    public interface Due {

        /**
         * Starts what is due, on {@link #execute}.
         *
         * @return whether there was anything: then it is asked again at once
         * @throws InterruptedException when the loop is closed meanwhile
         */
        boolean start() throws InterruptedException;
    }

    private final Pace pace;
    private final DueStore store;
    private final Clock clock;
    private final SetBack setBack;
    private final Semaphore wake = new Semaphore(0);
    private final ExecutorService threads;
    private final Thread thread;
    private volatile boolean open = true;

    /**
     * A loop that does nothing before {@link #begin}.
     *
     * @param clock the time of day
     */
    public DueLoop(Pace pace, DueStore store, Clock clock, Due due) {
        this.pace = pace;
        this.store = store;
        this.clock = clock;
        this.setBack = new SetBack(clock, SteadyClock.begin());
        this.threads =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(pace.name() + "-", 0).factory());
        this.thread = Thread.ofPlatform().name(pace.name()).daemon().unstarted(() -> goOn(due));
    }

    /** Begins to look; called once. */
    public void begin() {
        thread.start();
    }

    /** Looks for what is due at once. */
    public void look() {
        wake.release();
    }

    /** Runs a task on a thread of its own, and looks again when it has ended. */
    public void execute(Runnable task) {
        threads.execute(
                () -> {
                    try {
                        task.run();
                    } finally {
                        // What comes after it may be due now.
                        wake.release();
                    }
                });
    }

    /**
     * Waits a while before another try of what has failed.
     *
     * @return whether to try again: not when this is closed
     */
    public boolean pause() {
        try {
            // Nothing but the end may shorten it.
            return open && !threads.awaitTermination(pace.idle().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts nothing more and waits for what has begun, as long as the farewell lasts. */
    @Override
    public void close() {
        open = false;
        thread.interrupt();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(pace.farewell().toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(Due due) {
        boolean begun = false;
        while (open) {
            try {
                begun = mendDueTimes(begun);
                if (!due.start()) {
                    wake.tryAcquire(pace.idle().toMillis(), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Waiting {} cannot be sent just now: {}", pace.what(), e.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Due times are times of day: a clock that was ahead has put off what waits. */
    private boolean mendDueTimes(boolean begun) {
        setBack.look(
                back ->
                        LOG.warn(
                                "The clock was set back by {} s; {} waiting {} are due so much"
                                        + " earlier",
                                back.toSeconds(),
                                store.clockSetBack(back),
                                pace.what()));
        if (!begun) {
            int late = store.dueAtLatest(clock.instant().plus(pace.longestWait()));
            if (late > 0) {
                LOG.warn("{} waiting {} were put off by a clock that was ahead", late, pace.what());
            }
        }
        return true;
    }
}
