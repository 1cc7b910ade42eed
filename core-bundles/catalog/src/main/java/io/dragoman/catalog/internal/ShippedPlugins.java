package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins that came with the distribution: which of them an administrator has put aside, and
 * which are in quarantine. Both are kept in a file and outlive a restart; a quarantine ends with
 * the version it was of. Thread-safe.
 */
final class ShippedPlugins {

    private static final Logger LOG = LoggerFactory.getLogger(ShippedPlugins.class);
    private static final String FILE = "shipped.properties";
    private static final String DISABLED = "disabled.";
    private static final String QUARANTINE = "quarantine.";

    static final List<String> OURS =
            List.of("io.dragoman.skill.", "io.dragoman.channel.", "io.dragoman.shop.");

    private final BundleContext context;
    private final Path file;
    private final Probes probes;
    private final Properties known = new Properties();
    private final Set<Long> told = new HashSet<>();

    /**
     * Reads what is known.
     *
     * @param folder where it is kept
     */
    ShippedPlugins(BundleContext context, Path folder, Probes probes) throws IOException {
        this.context = context;
        this.file = folder.resolve(FILE);
        this.probes = probes;
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                known.load(in);
            }
        }
    }

    /** All of them. */
    List<Bundle> bundles() {
        return Arrays.stream(context.getBundles()).filter(ShippedPlugins::isOne).toList();
    }

    private static boolean isOne(Bundle bundle) {
        var name = String.valueOf(bundle.getSymbolicName());
        return OURS.stream().anyMatch(name::startsWith)
                && !bundle.getLocation().startsWith(DeployedBundles.LOCATION);
    }

    private Optional<Bundle> find(String name) {
        return bundles().stream().filter(one -> name.equals(one.getSymbolicName())).findFirst();
    }

    /** Whether one is put aside. */
    synchronized boolean isDisabled(String name) {
        return known.containsKey(DISABLED + name);
    }

    /** Puts one aside; answers whether there is one of this name. */
    synchronized boolean disable(String name) throws IOException {
        var bundle = find(name);
        if (bundle.isPresent()) {
            keep(DISABLED + name, Reason.said("true"));
            stop(bundle.get());
        }
        return bundle.isPresent();
    }

    /** Takes one into force again; answers whether there is one of this name. */
    synchronized boolean enable(String name) throws IOException, BundleException {
        var bundle = find(name);
        if (bundle.isPresent() && isDisabled(name)) {
            keep(DISABLED + name, Reason.NONE);
            bundle.get().start(Bundle.START_TRANSIENT);
        }
        return bundle.isPresent();
    }

    /** A person lets it take turns again. */
    synchronized void pardon(String name) throws IOException {
        keep(QUARANTINE + name, Reason.NONE);
    }

    /** Makes the framework hold what is known, and notes what has come into quarantine. */
    synchronized void look() {
        for (var bundle : bundles()) {
            if (bundle.getState() == Bundle.ACTIVE) {
                if (isDisabled(bundle.getSymbolicName())) {
                    stop(bundle);
                } else {
                    lookAtQuarantine(bundle);
                }
            }
        }
    }

    private void lookAtQuarantine(Bundle bundle) {
        var id = bundle.getBundleId();
        var key = QUARANTINE + bundle.getSymbolicName();
        var version = bundle.getVersion() + " ";
        try {
            var before = KeptReason.read(known, key);
            if (!before.isEmpty() && !before.text().startsWith(version)) {
                keep(key, Reason.NONE);
            } else if (!before.isEmpty() && !told.contains(id) && !probes.provides(id).isEmpty()) {
                told.add(id);
                probes.quarantine(id, before.saying(before.text().substring(version.length())));
            } else if (before.isEmpty()) {
                var now = probes.quarantine(id);
                if (now.isPresent()) {
                    told.add(id);
                    keep(key, now.get().saying(version + now.get()));
                }
            }
        } catch (IOException e) {
            LOG.error("The quarantine of {} cannot be kept: {}", key, e.toString());
        }
    }

    private static void stop(Bundle bundle) {
        try {
            // Not persistent: this file says what runs, and nothing else does.
            bundle.stop(Bundle.STOP_TRANSIENT);
            LOG.info("Plug-in {} is disabled", bundle.getSymbolicName());
        } catch (BundleException e) {
            LOG.warn("Plug-in {} could not be stopped: {}", bundle.getSymbolicName(), e.toString());
        }
    }

    private void keep(String key, Reason value) throws IOException {
        if (KeptReason.read(known, key).equals(value)) {
            return;
        }
        KeptReason.write(known, key, value);
        var fresh = file.resolveSibling(FILE + ".new");
        try (var out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            known.store(out, "Plug-ins of the distribution: put aside, and in quarantine");
        }
        Files.move(
                fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
