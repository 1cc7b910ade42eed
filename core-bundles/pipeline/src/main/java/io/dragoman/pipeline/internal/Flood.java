package io.dragoman.pipeline.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what each conversation sends in a fixed window. Remembers the latest 10,000 conversations.
 * Thread-safe.
 */
final class Flood {

    private static final int REMEMBERED = 10_000;

    private record Count(long window, int messages) {}

    private final int limit;
    private final long windowMillis;
    private final Map<String, Count> counts =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Flood(int limit, Duration window) {
        this.limit = limit;
        this.windowMillis = window.toMillis();
    }

    boolean tooMany(String conversation, Instant now) {
        long window = now.toEpochMilli() / windowMillis;
        synchronized (counts) {
            var old = counts.get(conversation);
            var count = old == null || old.window() != window ? 1 : old.messages() + 1;
            counts.put(conversation, new Count(window, count));
            return count > limit;
        }
    }
}
