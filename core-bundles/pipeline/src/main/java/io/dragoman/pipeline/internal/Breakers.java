package io.dragoman.pipeline.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets a stage rest after it failed several times in a row, and tries it again with a single turn
 * after a while (a circuit breaker per stage). Thread-safe.
 */
final class Breakers {

    private record State(int failures, long openUntil) {
        static final State CLOSED = new State(0, 0);
    }

    private final Clock clock;
    private final int limit;
    private final Duration rest;
    private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();

    Breakers(Clock clock, int limit, Duration rest) {
        this.clock = clock;
        this.limit = limit;
        this.rest = rest;
    }

    /** Whether the stage rests; the first to ask after the rest is let through. */
    boolean open(String stage) {
        var state = states.getOrDefault(stage, State.CLOSED);
        if (state.failures() < limit) {
            return false;
        }
        long now = clock.millis();
        if (now < state.openUntil()) {
            return true;
        }
        var probing = new State(state.failures(), now + rest.toMillis());
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
                (old, one) -> new State(old.failures() + 1, clock.millis() + rest.toMillis()));
    }
}
