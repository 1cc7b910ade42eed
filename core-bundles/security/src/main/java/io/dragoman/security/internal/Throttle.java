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

    private record Failures(int count, long lastMillis) {}

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

    /** How long a key still has to wait; zero when it need not. */
    Duration remaining(String key) {
        synchronized (failures) {
            var past = failures.get(key);
            if (past == null || past.count() < free) {
                return Duration.ZERO;
            }
            var left = wait.minusMillis(clock.millis() - past.lastMillis());
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    void failed(String key) {
        synchronized (failures) {
            var past = failures.get(key);
            int before = past == null || stale(past) ? 0 : past.count();
            failures.put(key, new Failures(before + 1, clock.millis()));
        }
    }

    private boolean stale(Failures past) {
        return clock.millis() - past.lastMillis() > wait.toMillis() * 10;
    }

    void succeeded(String key) {
        synchronized (failures) {
            failures.remove(key);
        }
    }
}
