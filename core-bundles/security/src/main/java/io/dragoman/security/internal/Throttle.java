package io.dragoman.security.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows guessing down: after some failures a name or an address has to wait. Remembers the latest
 * 10,000. Thread-safe.
 */
final class Throttle {

    private static final int REMEMBERED = 10_000;

    /** What failed, and when the last and the one before it were. */
    private record Failures(int count, long lastMillis, long beforeMillis) {}

    private final Clock clock;
    private final int free;
    private final Duration wait;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /**
     * Sets the pace.
     *
     * @param free failures without consequence
     * @param wait how long to wait after each further one
     */
    Throttle(Clock clock, int free, Duration wait) {
        this.clock = clock;
        this.free = free;
        this.wait = wait;
    }

    /**
     * Begins a try, which counts as a failure until it is known to be none: tries that are made at
     * the same time must not all pass before the first has failed.
     *
     * @return how long the key has to wait before it may try; zero when it may now
     */
    Duration begin(String key) {
        synchronized (failures) {
            var left = remaining(failures.get(key));
            if (left.isZero()) {
                failed(key);
            }
            return left;
        }
    }

    private Duration remaining(Failures past) {
        if (past == null || past.count() < free) {
            return Duration.ZERO;
        }
        var left = wait.minusMillis(clock.millis() - past.lastMillis());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void failed(String key) {
        var past = failures.get(key);
        int before = past == null || stale(past) ? 0 : past.count();
        long now = clock.millis();
        failures.put(key, new Failures(before + 1, now, before == 0 ? now : past.lastMillis()));
    }

    /** A try that was none, or no failure: as if it had not been begun. */
    void takeBack(String key) {
        synchronized (failures) {
            failures.computeIfPresent(
                    key,
                    (same, past) ->
                            past.count() < 2
                                    ? null
                                    : new Failures(
                                            past.count() - 1,
                                            past.beforeMillis(),
                                            past.beforeMillis()));
        }
    }

    private boolean stale(Failures past) {
        return clock.millis() - past.lastMillis() > wait.toMillis() * 10;
    }

    /** Forgets the failures of a key. */
    void succeeded(String key) {
        synchronized (failures) {
            failures.remove(key);
        }
    }
}
