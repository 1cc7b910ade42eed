package io.dragoman.catalog.internal;

import java.time.Duration;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the framework does not stop in time: it waits without limit for a plug-in
 * that hangs at its start. What was acknowledged is in the store by then, as after a power cut.
 */
@Component(service = LateStop.class, immediate = true)
public final class LateStop {

    private static final Logger LOG = LoggerFactory.getLogger(LateStop.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What a shell answers for a process that was ended by SIGTERM. */
    private static final int TERMINATED = 143;

    private final BundleContext context;
    private final Duration limit;
    private final Runnable end;
    private final SynchronousBundleListener listener = this::changed;

    @Activate
    public LateStop(BundleContext context) {
        this(context, LIMIT, () -> Runtime.getRuntime().halt(TERMINATED));
    }

    LateStop(BundleContext context, Duration limit, Runnable end) {
        this.context = context;
        this.limit = limit;
        this.end = end;
        context.addBundleListener(listener);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(listener);
    }

    private void changed(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING
                && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            Thread.ofPlatform().name("late-stop").daemon().start(() -> watch(event.getBundle()));
        }
    }

    private void watch(Bundle framework) {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (framework.getState() == Bundle.STOPPING) {
            LOG.error(
                    "Not everything has stopped within {} s: the process is ended",
                    limit.toSeconds());
            end.run();
        }
    }
}
