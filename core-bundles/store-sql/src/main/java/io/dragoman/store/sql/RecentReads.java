package io.dragoman.store.sql;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Rows that were looked for lately, found or not: with each change of a conversation the desk shows
 * its contact and its rating, which hardly ever change. What this node writes is never answered as
 * it was before; what another node wrote may be for half a minute. Thread-safe.
 *
 * @param <T> what a row holds
 */
final class RecentReads<T> {

    private static final int REMEMBERED = 20_000;
    private static final long FRESH = Duration.ofSeconds(30).toNanos();

    private record Known<T>(long at, Optional<T> row) {}

    private final LongSupplier nanos;
    private final Map<String, Known<T>> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known<T>> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** How often rows were written; tells whether what was read meanwhile may be older. */
    private long writes;

    /**
     * @param nanos a clock that only goes forward
     */
    RecentReads(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The row with an id.
     *
     * @param read asks the database
     */
    Optional<T> get(String id, Supplier<Optional<T>> read) {
        long now = nanos.getAsLong();
        long before;
        synchronized (this) {
            var found = known.get(id);
            if (found != null && now - found.at() < FRESH) {
                return found.row();
            }
            before = writes;
        }
        var row = read.get();
        synchronized (this) {
            if (before == writes) {
                known.put(id, new Known<>(now, row));
            }
        }
        return row;
    }

    /** These were written, or may have been; called before anybody is told. */
    synchronized void written(Collection<String> ids) {
        if (!ids.isEmpty()) {
            writes++;
            ids.forEach(known::remove);
        }
    }
}
