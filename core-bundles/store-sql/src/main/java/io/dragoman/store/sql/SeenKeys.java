package io.dragoman.store.sql;

import io.dragoman.store.sql.LogBatch.Key;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers roughly which client keys stand in the log, to tell a likely repeat from a likely new
 * message. A key may be forgotten when another takes its place, and one may be taken for another;
 * neither may matter to whoever asks. Thread-safe.
 */
final class SeenKeys {

    private final AtomicLongArray places;

    /**
     * @param size how many keys are remembered, a power of two; each takes 8 bytes
     */
    SeenKeys(int size) {
        this.places = new AtomicLongArray(size);
    }

    boolean maybe(Key key) {
        long mark = mark(key);
        return places.get(place(mark)) == mark;
    }

    void keep(Collection<Key> keys) {
        for (var key : keys) {
            long mark = mark(key);
            places.set(place(mark), mark);
        }
    }

    private int place(long mark) {
        return (int) (mark & (places.length() - 1));
    }

    /** The finalizer of MurmurHash3, so that every bit of both texts counts everywhere. */
    private static long mark(Key key) {
        long mix = ((long) key.conversationId().hashCode() << 32) ^ key.clientKey().hashCode();
        mix = (mix ^ (mix >>> 33)) * 0xff51afd7ed558ccdL;
        mix = (mix ^ (mix >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mix ^ (mix >>> 33);
    }
}
