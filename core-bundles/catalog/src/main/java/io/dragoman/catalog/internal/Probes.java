package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.Usage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** All that know what a bundle provides. Thread-safe. */
final class Probes {

    private final List<PluginProbe> probes = new CopyOnWriteArrayList<>();

    void add(PluginProbe probe) {
        probes.add(probe);
    }

    void remove(PluginProbe probe) {
        probes.remove(probe);
    }

    List<PluginProbe> all() {
        return probes;
    }

    /** What a bundle provides. */
    List<String> provides(long bundleId) {
        return probes.stream()
                .flatMap(probe -> probe.provides(bundleId).stream())
                .sorted()
                .toList();
    }

    /** How what a bundle provides has done. */
    List<Usage> usage(long bundleId) {
        return probes.stream().flatMap(probe -> probe.usage(bundleId).stream()).toList();
    }

    /** Why what a bundle provides is in quarantine; empty when nothing is. */
    Optional<Reason> quarantine(long bundleId) {
        return usage(bundleId).stream()
                .flatMap(one -> one.quarantine().stream())
                .map(Plugins.Error::why)
                .findFirst();
    }

    /** Keeps what a bundle provides in quarantine. */
    void quarantine(long bundleId, Reason why) {
        probes.forEach(probe -> probe.quarantine(bundleId, why));
    }

    /** Lets what a bundle provides work again; answers whether anything did not. */
    boolean pardon(long bundleId) {
        return probes.stream().map(probe -> probe.pardon(bundleId)).toList().contains(true);
    }
}
