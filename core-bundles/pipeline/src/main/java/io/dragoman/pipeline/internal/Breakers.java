package io.dragoman.pipeline.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Lets a stage rest after it failed several times in a row, and tries it again with a single turn
 * after a while (a circuit breaker per stage). Its time only ever goes forward, so that a clock
 * that is set back keeps no stage resting. Thread-safe.
 */
final class Breakers {

    private record State(int failures, long openUntil) {
        static final State CLOSED = new State(0, 0);
    }

    private final LongSupplier nanos;
    private final int limit;
    private final Duration rest;
    private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();

    /**
     * @param nanos as {@link System#nanoTime}
     * @param limit failures in a row
     */
    Breakers(LongSupplier nanos, int limit, Duration rest) {
        this.nanos = nanos;
        this.limit = limit;
        this.rest = rest;
    }

    /** Whether the stage rests; the first to ask after the rest is let through. */
    boolean open(String stage) {
        var state = states.getOrDefault(stage, State.CLOSED);
        if (state.failures() < limit) {
            return false;
        }
        long now = nanos.getAsLong();
        if (now - state.openUntil() < 0) {
            return true;
        }
        var probing = new State(state.failures(), now + rest.toNanos());
        return !states.replace(stage, state, probing);
    }

    void worked(String stage) {
        if (states.containsKey(stage)) {
            states.remove(stage);
        }
    }

    void failed(String stage) {
        states.merge(
                stage,
                new State(1, 0),
                (old, one) -> new State(old.failures() + 1, nanos.getAsLong() + rest.toNanos()));
    }
}
