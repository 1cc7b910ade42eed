package io.dragoman.catalog.internal;

import java.util.concurrent.TimeUnit;

/**
 * Looks once a second at how plug-ins do at work: which have come into quarantine, and whether
 * those are stopped that are put aside. More often would cost more than a look at the folder. Used
 * by one thread.
 */
final class WorkWatch {

    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final PluginLedger ledger;
    private final Quarantines quarantines;
    private final ShippedPlugins shipped;
    private long next = System.nanoTime();

    WorkWatch(PluginLedger ledger, Quarantines quarantines, ShippedPlugins shipped) {
        this.ledger = ledger;
        this.quarantines = quarantines;
        this.shipped = shipped;
    }

    void look() {
        if (System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + EVERY;
        for (var entry : ledger.entries()) {
            entry.bundle()
                    .filter(bundle -> DeployedBundles.is(bundle, entry.file()))
                    .ifPresent(
                            bundle ->
                                    quarantines.look(entry.file().sha256(), bundle.getBundleId()));
        }
        shipped.look();
    }
}
