package io.dragoman.catalog.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps versions of the deploy folder in quarantine over a restart, until a person lets them work
 * again or another content comes. Thread-safe.
 */
final class Quarantines {

    private final JarStore store;
    private final Probes probes;
    private final Set<String> noted = ConcurrentHashMap.newKeySet();

    Quarantines(JarStore store, Probes probes) {
        this.store = store;
        this.probes = probes;
    }

    /** A version takes turns; what it was in before it stays in. */
    void lives(String sha256, long bundleId) {
        var reason = store.remembered(sha256).quarantine();
        if (!reason.isEmpty()) {
            noted.add(sha256);
            probes.quarantine(bundleId, reason);
        }
    }

    /** Notes it when a version has come into quarantine. */
    void look(String sha256, long bundleId) {
        var reason = probes.quarantine(bundleId);
        if (reason.isPresent() && noted.add(sha256)) {
            store.remember(store.remembered(sha256).quarantined(reason.get()));
        }
    }

    /** A person lets it work again. */
    void forgive(String sha256) {
        store.forgive(sha256);
        noted.remove(sha256);
    }
}
