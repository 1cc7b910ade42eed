package io.dragoman.dialogue;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets something rest after it was too late several times in a row, and lets a single try through
 * after a while (a circuit breaker). Its time only ever goes forward, so that a clock that is set
 * back keeps nobody waiting. Thread-safe.
 */
final class Rest {

    private final int limit;
    private final Duration pause;
    private final LongSupplier nanos;
    private int late;
    private long until;

    /**
     * @param limit times in a row
     * @param nanos as {@link System#nanoTime}
     */
    Rest(int limit, Duration pause, LongSupplier nanos) {
        this.limit = limit;
        this.pause = pause;
        this.nanos = nanos;
    }

    /** Whether to leave it alone; the first to ask after the rest is let through. */
    synchronized boolean isResting() {
        if (late < limit) {
            return false;
        }
        long now = nanos.getAsLong();
        if (now - until < 0) {
            return true;
        }
        until = now + pause.toNanos();
        return false;
    }

    synchronized void inTime() {
        late = 0;
    }

    synchronized void tooLate() {
        late++;
        until = nanos.getAsLong() + pause.toNanos();
    }

    /** Why it rests. */
    String reason() {
        return "it ran out of time " + limit + " times in a row and rests for " + seconds();
    }

    /** Why it rests, if it does. */
    synchronized Optional<String> trouble() {
        return late < limit ? Optional.empty() : Optional.of(reason());
    }

    private String seconds() {
        return pause.toSeconds() + " s";
    }
}
