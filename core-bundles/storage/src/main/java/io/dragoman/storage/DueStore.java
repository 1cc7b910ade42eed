package io.dragoman.storage;

import java.time.Duration;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What stores have in common whose rows fall due at some time of day: they are mended when the
 * clock of the machine was wrong. Thread-safe.
 */
@ProviderType
public interface DueStore {

    /**
     * The clock was set back: what waits is due so much earlier.
     *
     * @return how many rows wait
     * @throws StoreException when the store cannot be reached
     */
    int clockSetBack(Duration by);

    /**
     * Nothing is due later than this: what is has been put off by a clock that was wrong.
     *
     * @return how many rows were
     * @throws StoreException when the store cannot be reached
     */
    int dueAtLatest(Instant latest);
}
