package io.dragoman.catalog.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells each plug-in's lane what the folder says of it. Several files with one symbolic name are
 * versions of one plug-in. Driven by one thread.
 */
final class Reconciler {

    private static final Comparator<PluginFile> NEWEST_FIRST =
            Comparator.comparing(PluginFile::version).thenComparing(PluginFile::path).reversed();

    private final PluginLane.Yard yard;
    private final Map<String, PluginLane> lanes = new ConcurrentHashMap<>();

    Reconciler(PluginLane.Yard yard) {
        this.yard = yard;
    }

    /** Has what the folder holds brought into force; returns before it is. */
    void reconcile(List<PluginFile> files) {
        yard.ledger()
                .present(
                        files.stream()
                                .map(file -> file.path().toString())
                                .collect(Collectors.toSet()));
        var byName = new HashMap<String, List<PluginFile>>();
        for (var file : files) {
            byName.computeIfAbsent(plugin(file), name -> new ArrayList<>()).add(file);
        }
        yard.bundles().all().forEach(bundle -> lane(String.valueOf(bundle.getSymbolicName())));
        byName.keySet().forEach(this::lane);
        lanes.forEach((name, lane) -> lane.want(newestFirst(byName.get(name))));
        lanes.keySet()
                .removeIf(name -> !byName.containsKey(name) && yard.bundles().of(name).isEmpty());
        yard.past().forgetOthersThan(files);
    }

    private PluginLane lane(String name) {
        return lanes.computeIfAbsent(name, fresh -> new PluginLane(fresh, yard));
    }

    private static List<PluginFile> newestFirst(List<PluginFile> versions) {
        return versions == null ? List.of() : versions.stream().sorted(NEWEST_FIRST).toList();
    }

    /** A file that was overwritten with rubbish still stands for the plug-in that it held. */
    private String plugin(PluginFile file) {
        return file.name().equals(file.path().getFileName().toString())
                ? yard.past().heldBy(file).orElse(file.name())
                : file.name();
    }

    /** Looks again at what waits or is new. */
    void lookAgain() {
        lanes.values().forEach(PluginLane::poke);
    }

    /** Tries again what has failed of a plug-in. */
    void retry(PluginFile file) {
        lane(plugin(file)).retry();
    }
}
