package io.dragoman.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles in the framework that come from the deploy folder. Thread-safe. */
final class DeployedBundles {

    /**
     * Marks bundles as ours; the rest of the location is the file's name and its content's hash.
     */
    static final String LOCATION = "dragoman-deploy:";

    private final BundleContext context;

    DeployedBundles(BundleContext context) {
        this.context = context;
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

    /** Those of a plug-in, whatever their version. */
    List<Bundle> of(String name) {
        return those(bundle -> name.equals(bundle.getSymbolicName()));
    }

    /** Those of a plug-in that run. */
    List<Bundle> running(String name) {
        return those(
                bundle ->
                        name.equals(bundle.getSymbolicName())
                                && bundle.getState() == Bundle.ACTIVE);
    }

    /** All of them. */
    List<Bundle> all() {
        return those(bundle -> true);
    }

    private List<Bundle> those(Predicate<Bundle> wanted) {
        var found = new ArrayList<Bundle>();
        for (var bundle : context.getBundles()) {
            if (bundle.getLocation().startsWith(LOCATION) && wanted.test(bundle)) {
                found.add(bundle);
            }
        }
        return found;
    }

    /** The one that a file has become. */
    Optional<Bundle> of(PluginFile file) {
        return of(file.name()).stream().filter(bundle -> is(bundle, file)).findFirst();
    }

    /** Whether a bundle is what a file holds. */
    static boolean is(Bundle bundle, PluginFile file) {
        return bundle.getLocation().equals(location(file));
    }

    /**
     * Installs a file and resolves it; answers the bundle that is there already when it is. One at
     * a time: what the container keeps beside the framework's own lists of bundles is not ready for
     * several at once, and whatever a bundle imports would be found missing.
     */
    synchronized Bundle install(PluginFile file) throws BundleException, IOException {
        var known = of(file);
        if (known.isPresent()) {
            return known.get();
        }
        try (var in = Files.newInputStream(file.jar())) {
            var bundle = context.installBundle(location(file), in);
            // Should it fail, the start says why.
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class)
                    .resolveBundles(Set.of(bundle));
            return bundle;
        }
    }

    private static String location(PluginFile file) {
        return LOCATION + file.fileName() + "#" + file.sha256().substring(0, 16);
    }
}
