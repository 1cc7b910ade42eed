package io.dragoman.store.sql;

import io.dragoman.storage.DeskStore.Rating;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Ratings that were looked for lately, found or not: the desk shows one with each change of a
 * conversation, and hardly any conversation has one. What this node writes is never answered as it
 * was before; what another node wrote may be for half a minute. Thread-safe.
 */
final class RatingCache {

    private static final int REMEMBERED = 20_000;
    private static final long FRESH = Duration.ofSeconds(30).toNanos();

    private record Known(long at, Optional<Rating> rating) {}

    private final LongSupplier nanos;
    private final Map<String, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** How often ratings were written; tells whether what was read meanwhile may be older. */
    private long writes;

    /**
     * @param nanos a clock that only goes forward
     */
    RatingCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * The rating with an id.
     *
     * @param read asks the database
     */
    Optional<Rating> get(String id, Supplier<Optional<Rating>> read) {
        long now = nanos.getAsLong();
        long before;
        synchronized (this) {
            var found = known.get(id);
            if (found != null && now - found.at() < FRESH) {
                return found.rating();
            }
            before = writes;
        }
        var rating = read.get();
        synchronized (this) {
            if (before == writes) {
                known.put(id, new Known(now, rating));
            }
        }
        return rating;
    }

    /** These were written, or may have been; called before anybody is told. */
    synchronized void written(Collection<Rating> ratings) {
        if (!ratings.isEmpty()) {
            writes++;
            ratings.forEach(rating -> known.remove(BesideStatements.ratingId(rating)));
        }
    }
}
