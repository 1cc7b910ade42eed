package io.dragoman.catalog.internal;

import io.dragoman.catalog.Plugins.Error;
import io.dragoman.catalog.Plugins.State;
import io.dragoman.catalog.internal.PluginStarts.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework hold what the folder says. Of several jars with one symbolic name the newest
 * version counts. A new jar is started beside the one it replaces; only when it works is the old
 * one stopped, so that no moment is without the skill; when it does not, the old one stays. Driven
 * by one thread; {@link #entries} may be called by any.
 */
final class Reconciler {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /**
     * Marks bundles as ours; the rest of the location is the file's name and its content's hash.
     */
    private static final String LOCATION = "dragoman-deploy:";

    private static final int ERRORS_KEPT = 5;

    /** What is known of a jar. */
    record Entry(
            PluginJar jar,
            Optional<Bundle> bundle,
            State state,
            String reason,
            Instant since,
            List<Error> errors) {}

    private final BundleContext context;
    private final PluginStarts starts;
    private final PluginRemovals removals;
    private final Clock clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Deque<Error>> errors = new ConcurrentHashMap<>();

    Reconciler(BundleContext context, PluginStarts starts, Clock clock) {
        this.context = context;
        this.starts = starts;
        this.removals = new PluginRemovals(context);
        this.clock = clock;
    }

    /**
     * Lets several of our bundles have one name and version, which the framework refuses by itself:
     * a rebuilt jar of the same version, too, is started before its predecessor is stopped.
     */
    CollisionHook collisions() {
        return (operation, target, candidates) -> {
            if (target.equals(context.getBundle())) {
                candidates.removeIf(bundle -> bundle.getLocation().startsWith(LOCATION));
            }
        };
    }

    List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.jar().path()))
                .toList();
    }

    void reconcile(List<PluginJar> jars) {
        var byName =
                jars.stream()
                        .filter(jar -> jar.fault().isEmpty())
                        .collect(Collectors.groupingBy(PluginJar::name));
        jars.stream()
                .filter(jar -> !jar.fault().isEmpty())
                .forEach(jar -> failed(jar, State.FAILED, jar.fault()));
        byName.forEach(this::bringIntoForce);
        var files = jars.stream().map(jar -> jar.path().toString()).collect(Collectors.toSet());
        entries.keySet().retainAll(files);
        errors.keySet().retainAll(files);
        var keep = new HashSet<>(byName.keySet());
        jars.stream()
                .filter(jar -> !jar.fault().isEmpty())
                .forEach(jar -> keep.addAll(lastGood(jar)));
        removeOthers(keep);
    }

    /** What the file held before it was overwritten with something that is no plug-in. */
    private List<String> lastGood(PluginJar broken) {
        var prefix = LOCATION + broken.path().getFileName() + "#";
        var names = new ArrayList<String>();
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(prefix)) {
                names.add(bundle.getSymbolicName());
            }
        }
        return names;
    }

    /** The newest version that works is the one in force; the others wait in the folder. */
    private void bringIntoForce(String name, List<PluginJar> versions) {
        var newestFirst =
                versions.stream()
                        .sorted(
                                Comparator.comparing(PluginJar::version)
                                        .thenComparing(PluginJar::path)
                                        .reversed())
                        .toList();
        Optional<PluginJar> inForce = Optional.empty();
        for (var jar : newestFirst) {
            if (inForce.isPresent()) {
                var winner = inForce.get();
                var reason =
                        "version "
                                + winner.version()
                                + " of it is in "
                                + winner.path().getFileName();
                put(jar, Optional.empty(), State.REFUSED, reason);
            } else if (!alreadyFailed(jar) && (runs(jar) || swap(jar))) {
                inForce = Optional.of(jar);
            }
        }
        if (inForce.isEmpty()) {
            LOG.warn("No version of {} in the deploy folder can be used", name);
        }
    }

    private boolean runs(PluginJar jar) {
        var bundle = bundleOf(jar).filter(found -> found.getState() == Bundle.ACTIVE);
        var entry = entries.get(jar.path().toString());
        if (bundle.isPresent() && entry == null) {
            // Found running at our start: how it does is looked at again and again.
            put(jar, bundle, State.STARTING, "");
            recheck();
        }
        return bundle.filter(found -> found.getState() == Bundle.ACTIVE).isPresent();
    }

    private Optional<Bundle> bundleOf(PluginJar jar) {
        return installed(jar.name()).stream()
                .filter(bundle -> bundle.getLocation().equals(location(jar)))
                .findFirst();
    }

    private boolean alreadyFailed(PluginJar jar) {
        var entry = entries.get(jar.path().toString());
        return entry != null
                && entry.state() == State.FAILED
                && entry.jar().sha256().equals(jar.sha256());
    }

    /** Starts the new one beside the old, then stops the old; answers whether the new one works. */
    private boolean swap(PluginJar jar) {
        var olds =
                installed(jar.name()).stream()
                        .filter(bundle -> !bundle.getLocation().equals(location(jar)))
                        .toList();
        put(jar, Optional.empty(), State.STARTING, "");
        long begun = System.nanoTime();
        return switch (bringUp(jar)) {
            case Start.Works works -> {
                put(jar, bundleOf(jar), State.UP, "");
                olds.forEach(removals::remove);
                long millis = (System.nanoTime() - begun) / 1_000_000;
                LOG.info("Plug-in {} {} is live after {} ms", jar.name(), jar.version(), millis);
                yield true;
            }
            // With nothing to lose it may wait: what it needs may start later than it.
            case Start.Waits waits when olds.isEmpty() -> {
                LOG.warn(
                        "Plug-in {} {} is started but {}",
                        jar.name(),
                        jar.version(),
                        waits.reason());
                put(jar, bundleOf(jar), State.STARTING, waits.reason());
                yield true;
            }
            case Start.Waits waits -> rejected(jar, olds, waits.reason());
            case Start.Broken broken -> rejected(jar, olds, broken.reason());
        };
    }

    private boolean rejected(PluginJar jar, List<Bundle> olds, String reason) {
        bundleOf(jar).ifPresent(removals::remove);
        var rest =
                olds.isEmpty() ? "" : "; version " + olds.get(0).getVersion() + " stays in force";
        failed(jar, State.FAILED, reason + rest);
        return false;
    }

    /** Looks again at what waited for somebody else. */
    void recheck() {
        for (var entry : entries()) {
            if (entry.state() == State.STARTING && entry.bundle().isPresent()) {
                recheck(entry, entry.bundle().get());
            }
        }
    }

    private void recheck(Entry entry, Bundle bundle) {
        switch (starts.look(bundle)) {
            case Start.Works works -> {
                put(entry.jar(), Optional.of(bundle), State.UP, "");
                LOG.info("Plug-in {} {} is live", entry.jar().name(), entry.jar().version());
            }
            case Start.Waits waits -> {
                if (!waits.reason().equals(entry.reason())) {
                    put(entry.jar(), Optional.of(bundle), State.STARTING, waits.reason());
                }
            }
            case Start.Broken broken -> rejected(entry.jar(), List.of(), broken.reason());
        }
    }

    /** Installs and starts a jar. */
    private Start bringUp(PluginJar jar) {
        try {
            var known = bundleOf(jar);
            return starts.start(known.isPresent() ? known.get() : install(jar));
        } catch (BundleException | IOException e) {
            return new Start.Broken(PluginStarts.explain(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Start.Broken("interrupted while it started");
        }
    }

    private Bundle install(PluginJar jar) throws BundleException, IOException {
        try (var in = Files.newInputStream(jar.path())) {
            return context.installBundle(location(jar), in);
        }
    }

    private void removeOthers(Set<String> wanted) {
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION)
                    && !wanted.contains(bundle.getSymbolicName())) {
                removals.remove(bundle);
                LOG.info("Plug-in {} {} is gone", bundle.getSymbolicName(), bundle.getVersion());
            }
        }
    }

    private List<Bundle> installed(String name) {
        var found = new ArrayList<Bundle>();
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION)
                    && name.equals(bundle.getSymbolicName())) {
                found.add(bundle);
            }
        }
        return found;
    }

    private static String location(PluginJar jar) {
        return LOCATION + jar.path().getFileName() + "#" + jar.sha256().substring(0, 16);
    }

    private void failed(PluginJar jar, State state, String reason) {
        var known = entries.get(jar.path().toString());
        if (known != null && known.jar().equals(jar) && known.state() == state) {
            return;
        }
        var log = errors.computeIfAbsent(jar.path().toString(), file -> new ArrayDeque<>());
        log.addFirst(new Error(clock.instant(), reason));
        while (log.size() > ERRORS_KEPT) {
            log.removeLast();
        }
        LOG.warn("Plug-in {} cannot be used: {}", jar.path().getFileName(), reason);
        put(jar, Optional.empty(), state, reason);
    }

    private void put(PluginJar jar, Optional<Bundle> bundle, State state, String reason) {
        var past = List.copyOf(errors.getOrDefault(jar.path().toString(), new ArrayDeque<>()));
        entries.put(
                jar.path().toString(),
                new Entry(jar, bundle, state, reason, clock.instant(), past));
    }
}
