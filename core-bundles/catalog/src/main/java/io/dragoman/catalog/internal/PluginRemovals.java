package io.dragoman.catalog.internal;

import java.time.Duration;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets rid of plug-ins. */
final class PluginRemovals {

    private static final Logger LOG = LoggerFactory.getLogger(PluginRemovals.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration HUNG_LIMIT = Duration.ofSeconds(1);

    private final BundleContext context;

    PluginRemovals(BundleContext context) {
        this.context = context;
    }

    /**
     * Stops a bundle, which waits for the turns it has in hand, and lets its class loader go. One
     * that hangs is left behind: its thread is lost, but the others go on.
     *
     * @return whether it is gone
     */
    boolean remove(Bundle bundle) {
        var task =
                Thread.ofPlatform()
                        .name("stop-" + bundle.getSymbolicName())
                        .daemon()
                        .start(() -> stopAndUninstall(bundle));
        try {
            // One that never came up has nothing in hand that would be worth waiting for.
            if (!task.join(bundle.getState() == Bundle.STARTING ? HUNG_LIMIT : STOP_LIMIT)) {
                LOG.error(
                        "Plug-in {} hangs and cannot be stopped; only a restart gets rid of it",
                        bundle.getSymbolicName());
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        var wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        var closure = wiring.getDependencyClosure(Set.of(bundle));
        // A plug-in exports nothing, so nobody hangs on it; if somebody does, they are left alone.
        if (closure.size() <= 1) {
            wiring.refreshBundles(Set.of(bundle));
        }
        return true;
    }

    private static void stopAndUninstall(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn(
                    "Plug-in {} could not be stopped in order: {}",
                    bundle.getSymbolicName(),
                    e.toString());
        }
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn(
                    "Plug-in {} could not be uninstalled: {}",
                    bundle.getSymbolicName(),
                    e.toString());
        }
    }
}
