package io.dragoman.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many messages each customer may still be sent, and until when. Thread-safe. */
final class FakeWeChatAllowances {

    private static final Allowance NONE = new Allowance(Instant.MIN, 0);

    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final Clock clock;

    private record Allowance(Instant end, int left) {}

    FakeWeChatAllowances(Clock clock) {
        this.clock = clock;
    }

    /** So many from now on; replaces what was left. */
    void grant(String user, int messages, Duration time) {
        allowances.put(user, new Allowance(clock.instant().plus(time), messages));
    }

    boolean areOpen(String user) {
        return clock.instant().isBefore(allowances.getOrDefault(user, NONE).end());
    }

    /** Takes one; whether there was one left. */
    boolean spend(String user) {
        var before = allowances.getOrDefault(user, NONE);
        if (before.left() == 0) {
            return false;
        }
        allowances.put(user, new Allowance(before.end(), before.left() - 1));
        return true;
    }
}
