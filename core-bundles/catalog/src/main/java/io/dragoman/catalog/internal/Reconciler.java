package io.dragoman.catalog.internal;

import io.dragoman.catalog.Plugins.Error;
import io.dragoman.catalog.Plugins.State;
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
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
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
    private final Clock clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Deque<Error>> errors = new ConcurrentHashMap<>();

    Reconciler(BundleContext context, PluginStarts starts, Clock clock) {
        this.context = context;
        this.starts = starts;
        this.clock = clock;
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
        if (bundle.isPresent() && (entry == null || entry.state() != State.UP)) {
            put(jar, bundle, State.UP, "");
        }
        return bundle.isPresent();
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
        var problem = bringUp(jar);
        if (problem.isPresent()) {
            bundleOf(jar).ifPresent(this::uninstall);
            var rest =
                    olds.isEmpty()
                            ? ""
                            : "; version " + olds.get(0).getVersion() + " stays in force";
            failed(jar, State.FAILED, problem.get() + rest);
            return false;
        }
        put(jar, bundleOf(jar), State.UP, "");
        olds.forEach(this::uninstall);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        LOG.info("Plug-in {} {} is live after {} ms", jar.name(), jar.version(), millis);
        return true;
    }

    /** Installs and starts a jar; answers why it does not work, or nothing when it does. */
    private Optional<String> bringUp(PluginJar jar) {
        try {
            var known = bundleOf(jar);
            return starts.start(known.isPresent() ? known.get() : install(jar));
        } catch (BundleException | IOException e) {
            return Optional.of(PluginStarts.explain(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while it started");
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
                uninstall(bundle);
                LOG.info("Plug-in {} {} is gone", bundle.getSymbolicName(), bundle.getVersion());
            }
        }
    }

    /** Stops a bundle, which waits for the turns it has in hand, and lets its class loader go. */
    private void uninstall(Bundle bundle) {
        try {
            bundle.stop();
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn(
                    "Plug-in {} could not be stopped in order: {}",
                    bundle.getSymbolicName(),
                    e.toString());
        }
        var wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        var closure = wiring.getDependencyClosure(Set.of(bundle));
        // A plug-in exports nothing, so nobody hangs on it; if somebody does, they are left alone.
        if (closure.size() <= 1) {
            wiring.refreshBundles(Set.of(bundle));
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
