package io.dragoman.gateway.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of one connection that are not acknowledged yet. A client may send the same id
 * several times before it hears of the first, and each sending is to be answered once. Not
 * thread-safe.
 */
final class Sendings {

    /** One frame with a message, told from a later one with the same id. */
    static final class Sending {
        private Sending() {}
    }

    private final int most;
    private final Map<String, Deque<Sending>> underway = new HashMap<>();
    private int count;

    Sendings(int most) {
        this.most = most;
    }

    /** Takes note of a sending; empty when there are too many already. */
    Optional<Sending> begin(String key) {
        if (count >= most) {
            return Optional.empty();
        }
        count++;
        var sending = new Sending();
        underway.computeIfAbsent(key, id -> new ArrayDeque<>()).add(sending);
        return Optional.of(sending);
    }

    /** Ends the oldest sending of an id; answers whether there was one. */
    boolean endOldest(String key) {
        var line = underway.get(key);
        return line != null && end(key, line.peekFirst());
    }

    /** Ends a sending; answers whether it had not ended before. */
    boolean end(String key, Sending sending) {
        var line = underway.get(key);
        if (line == null || !line.remove(sending)) {
            return false;
        }
        count--;
        if (line.isEmpty()) {
            underway.remove(key);
        }
        return true;
    }
}
