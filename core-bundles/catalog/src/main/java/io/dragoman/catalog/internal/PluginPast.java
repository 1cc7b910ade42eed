package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginListener.Event;
import io.dragoman.catalog.PluginListener.Kind;
import io.dragoman.catalog.internal.PluginFile.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/** What plug-ins have been, and what they fall back to. Thread-safe. */
final class PluginPast {

    private final JarStore store;
    private final PluginReader reader;
    private final Probation probation;
    private final Clock clock;
    private final Consumer<Event> told;

    PluginPast(
            JarStore store,
            PluginReader reader,
            Probation probation,
            Clock clock,
            Consumer<Event> told) {
        this.store = store;
        this.reader = reader;
        this.probation = probation;
        this.clock = clock;
        this.told = told;
    }

    /** A file takes turns; what did before our restart goes on with its probation. */
    void lives(PluginFile file) {
        var latest = store.lived(file.name()).stream().filter(Keepsake::present).findFirst();
        if (latest.filter(kept -> kept.sha256().equals(file.sha256())).isPresent()) {
            probation.begin(file.sha256(), latest.get().liveAt().orElseThrow());
            return;
        }
        var now = clock.instant();
        store.remember(store.remembered(file.sha256()).lives(file, now));
        probation.begin(file.sha256(), now);
    }

    /** A plug-in has left the deploy folder. */
    void gone(String name) {
        store.gone(name);
    }

    /** Why a file's content was taken out of force, if it was. */
    Optional<Reason> rolledBack(PluginFile file) {
        return Optional.of(store.remembered(file.sha256()).rolledBack())
                .filter(reason -> !reason.isEmpty());
    }

    /**
     * What may run when no version in the folder does: those that did, latest first. A plug-in that
     * is disabled or gone falls back to nothing.
     */
    List<PluginFile> former(String name, List<PluginFile> versions) {
        if (versions.stream().allMatch(file -> file.verdict() instanceof Verdict.Disabled)) {
            return List.of();
        }
        var known = versions.stream().map(PluginFile::sha256).collect(Collectors.toSet());
        var former = new ArrayList<PluginFile>();
        for (var kept : store.lived(name)) {
            boolean other = kept.present() && !known.contains(kept.sha256());
            if (other && kept.rolledBack().isEmpty()) {
                reader.kept(kept).filter(PluginFile::fit).ifPresent(former::add);
            }
        }
        return former;
    }

    /** The plug-in that lived last in a file of this name. */
    Optional<String> heldBy(PluginFile file) {
        return store.heldBy(file.fileName());
    }

    /** Drops copies that are neither in the folder nor among the last of their plug-in. */
    void forgetOthersThan(List<PluginFile> files) {
        store.prune(files.stream().map(PluginFile::sha256).collect(Collectors.toSet()));
    }

    /** Whether it is so new that it may yet be taken out again. */
    boolean onProbation(PluginFile file) {
        return probation.runs(file.sha256());
    }

    /**
     * Whether it has failed too often for one so new, and another version can take its place; then
     * it is marked as rolled back.
     */
    boolean failsProbation(PluginFile file, Bundle bundle, List<PluginFile> versions) {
        var verdict =
                onProbation(file)
                        ? probation.verdict(bundle.getBundleId())
                        : Optional.<Reason>empty();
        if (verdict.isEmpty() || !hasOther(file, versions)) {
            return false;
        }
        store.remember(store.remembered(file.sha256()).rolledBack(verdict.get()));
        told.accept(
                new Event(
                        Kind.ROLLED_BACK,
                        file.title(),
                        file.version().toString(),
                        verdict.get(),
                        clock.instant()));
        return true;
    }

    private boolean hasOther(PluginFile file, List<PluginFile> versions) {
        boolean inFolder =
                versions.stream()
                        .anyMatch(
                                other ->
                                        other.fit()
                                                && !other.sha256().equals(file.sha256())
                                                && rolledBack(other).isEmpty());
        return inFolder || !former(file.name(), versions).isEmpty();
    }
}
