package io.dragoman.dialogue;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each caller may call: a bucket that fills evenly and holds a minute's calls. Remembers
 * the latest 10,000 callers. Thread-safe.
 */
final class Pace {

    private static final int REMEMBERED = 10_000;
    private static final double MINUTE = 60_000;

    private record Bucket(double left, long at) {}

    private final Clock clock;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Pace(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes one call of a caller.
     *
     * @return 0 when it may be made, else the seconds after which there is one again
     */
    synchronized long take(String caller, int perMinute) {
        long now = clock.millis();
        var bucket = buckets.getOrDefault(caller, new Bucket(perMinute, now));
        double grown = Math.max(0, now - bucket.at()) * perMinute / MINUTE;
        double left = Math.min(perMinute, bucket.left() + grown);
        boolean free = left >= 1;
        buckets.put(caller, new Bucket(free ? left - 1 : left, now));
        return free ? 0 : Math.max(1, (long) Math.ceil((1 - left) * MINUTE / perMinute / 1_000));
    }
}
