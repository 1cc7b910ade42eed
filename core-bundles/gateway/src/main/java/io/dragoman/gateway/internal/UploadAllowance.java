package io.dragoman.gateway.internal;

import io.dragoman.gateway.Uploads.Sender;
import io.dragoman.storage.UploadStore;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How much may be sent: so many files at the same time, and of those a quarter from one visitor, so
 * that nobody keeps the others from sending theirs; and so much from a visitor within a day.
 * Thread-safe.
 */
final class UploadAllowance {

    private static final Duration DAY = Duration.ofDays(1);

    private final UploadStore store;
    private final Clock clock;
    private final int most;
    private final int ofOne;
    private final int filesOfDay;
    private final long bytesOfDay;
    private final Map<String, Integer> taken = new HashMap<>();
    private int total;

    /**
     * @param most at the same time
     * @param filesOfDay of one visitor
     * @param bytesOfDay of one visitor
     */
    UploadAllowance(UploadStore store, Clock clock, int most, int filesOfDay, long bytesOfDay) {
        this.store = store;
        this.clock = clock;
        this.most = most;
        this.ofOne = Math.max(1, most / 4);
        this.filesOfDay = filesOfDay;
        this.bytesOfDay = bytesOfDay;
    }

    /** Takes a place for one file, to be given back; false when there is none for this sender. */
    boolean take(Sender sender) {
        return !overQuota(sender) && takePlace(sender);
    }

    private boolean overQuota(Sender sender) {
        if (!sender.limited()) {
            return false;
        }
        var used = store.usage(sender.owner(), clock.instant().minus(DAY));
        return used.files() >= filesOfDay || used.bytes() >= bytesOfDay;
    }

    private synchronized boolean takePlace(Sender sender) {
        int own = taken.getOrDefault(sender.owner(), 0);
        if (total >= most || (sender.limited() && own >= ofOne)) {
            return false;
        }
        total++;
        taken.put(sender.owner(), own + 1);
        return true;
    }

    /** Gives a place back. */
    synchronized void give(Sender sender) {
        total--;
        taken.computeIfPresent(sender.owner(), (owner, own) -> own > 1 ? own - 1 : null);
    }
}
