package io.dragoman.events.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When an event is tried again: soon, then ever more seldom, over three days. Each wait is up to a
 * fifth longer, so that many do not come at once. Immutable.
 */
final class Schedule {

    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private static final List<Duration> WAITS =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4),
                    Duration.ofHours(8),
                    Duration.ofHours(12),
                    Duration.ofHours(20),
                    Duration.ofHours(24));

    private final RandomGenerator random;

    Schedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait; empty when it is not tried again.
     *
     * @param attempts how often it was tried, at least once
     * @param wish how long the other side asks us to wait
     */
    Optional<Duration> next(int attempts, Optional<Duration> wish) {
        if (attempts > WAITS.size()) {
            return Optional.empty();
        }
        var wait = WAITS.get(attempts - 1);
        var spread = wait.plusMillis(random.nextLong(wait.toMillis() / 5 + 1));
        var asked =
                wish.map(w -> w.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : w)
                        .orElse(Duration.ZERO);
        return Optional.of(asked.compareTo(spread) > 0 ? asked : spread);
    }
}
