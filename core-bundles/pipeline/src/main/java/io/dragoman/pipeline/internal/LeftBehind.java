package io.dragoman.pipeline.internal;

import io.dragoman.storage.LogStore;
import io.dragoman.storage.StoreException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks in the log for conversations with messages that wait there alone: left by a crash, or by a
 * queue that was full. Thread-safe.
 */
final class LeftBehind implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);
    private static final int AT_ONCE = 500;
    private static final long SOON_MILLIS = 200;

    private final LogStore store;
    private final Predicate<String> takeUp;
    private final AtomicLong dropped = new AtomicLong();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("turn-sweeper").daemon().factory());
    private volatile boolean moreInLog = true;

    /**
     * @param takeUp begins with a conversation; answers whether nobody had yet
     */
    LeftBehind(LogStore store, Predicate<String> takeUp) {
        this.store = store;
        this.takeUp = takeUp;
    }

    void lookEvery(Duration pause) {
        timer.scheduleWithFixedDelay(this::sweep, 0, pause.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A message of a conversation that nobody works on was left in the log. */
    void more() {
        dropped.incrementAndGet();
        moreInLog = true;
    }

    /** Whether there may be conversations that nobody works on with messages in the log. */
    boolean maybe() {
        return moreInLog;
    }

    /** Looks again at once while there is more than one look can take in. */
    private void sweep() {
        while (lookOnce() && !timer.isShutdown()) {
            // The database gets some air in between.
            pauseShortly();
        }
    }

    /** Begins what was left behind; answers whether there is more. */
    private boolean lookOnce() {
        try {
            long before = dropped.get();
            var left = store.conversationsWithUnhandled(AT_ONCE);
            long begun = left.stream().filter(takeUp).count();
            boolean all = left.size() < AT_ONCE;
            if (all && dropped.get() == before) {
                moreInLog = false;
            }
            // Under load the oldest are those that are being worked on, which is nothing to chase.
            return !all && moreInLog && begun > 0;
        } catch (StoreException e) {
            LOG.warn("Cannot look for messages that were left behind: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Looking for messages that were left behind failed", e);
        }
        return false;
    }

    private static void pauseShortly() {
        try {
            Thread.sleep(SOON_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
