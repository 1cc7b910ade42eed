package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the installed plug-ins equal to what lies in the deploy folder. The folder is the desired
 * state; nothing else is: it is compared at start and at every change, by content.
 */
@Component(service = DeployFolder.class, immediate = true)
@Designate(ocd = DeployFolder.Config.class)
public final class DeployFolder {

    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

    /** Where and how often to look. */
    @ObjectClassDefinition(name = "Deploy folder")
    public @interface Config {
        @AttributeDefinition(description = "The folder; relative to the installation")
        String folder() default "deploy";

        @AttributeDefinition(description = "Milliseconds between two looks", min = "50")
        int pollMillis() default 200;

        @AttributeDefinition(
                description = "Seconds a new version gets to come up before it is given up",
                min = "1")
        int startSeconds() default 10;
    }

    private final Path folder;
    private final FolderScan scan;
    private final Reconciler reconciler;
    private final CopyOnWriteArrayList<PluginProbe> probes = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("deploy-folder").daemon().factory());
    private final ServiceRegistration<CollisionHook> hook;
    private List<PluginJar> wanted = List.of();
    private boolean settled;

    @Activate
    public DeployFolder(
            BundleContext context,
            @Reference(name = "components") ServiceComponentRuntime components,
            Config config)
            throws IOException {
        this(
                context,
                components,
                config,
                Path.of(System.getProperty("karaf.base", ".")).resolve(config.folder()));
    }

    DeployFolder(
            BundleContext context, ServiceComponentRuntime components, Config config, Path folder)
            throws IOException {
        this.folder = folder.normalize();
        Files.createDirectories(folder);
        this.scan = new FolderScan(folder);
        var starts =
                new PluginStarts(new ComponentStates(components), probes, config.startSeconds());
        this.reconciler = new Reconciler(context, starts, Clock.systemUTC());
        this.hook = context.registerService(CollisionHook.class, reconciler.collisions(), null);
        timer.scheduleWithFixedDelay(this::look, 0, config.pollMillis(), TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
        hook.unregister();
    }

    @Reference(
            name = "probe",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addProbe(PluginProbe probe) {
        probes.add(probe);
    }

    void removeProbe(PluginProbe probe) {
        probes.remove(probe);
    }

    /** The folder itself. */
    Path folder() {
        return folder;
    }

    /** What is known of each jar and of each plug-in that still runs. */
    List<Reconciler.Entry> entries() {
        return reconciler.entries();
    }

    /** What a bundle provides, as the probes say. */
    List<String> provides(long bundleId) {
        return probes.stream()
                .flatMap(probe -> probe.provides(bundleId).stream())
                .sorted()
                .toList();
    }

    private void look() {
        try {
            var seen = scan.look();
            if (seen.isPresent() && !(settled && seen.get().equals(wanted))) {
                wanted = seen.get();
                reconciler.reconcile(wanted);
                settled = true;
            }
            reconciler.recheck();
        } catch (IOException e) {
            LOG.warn("The deploy folder {} cannot be read: {}", folder, e.toString());
        } catch (RuntimeException e) {
            LOG.error("The deploy folder could not be brought into force", e);
            settled = true;
        }
    }
}
