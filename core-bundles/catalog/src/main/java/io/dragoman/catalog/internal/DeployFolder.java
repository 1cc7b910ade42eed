package io.dragoman.catalog.internal;

import io.dragoman.catalog.PluginFormat;
import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.hooks.weaving.WeavingHook;
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
        int pollMillis() default 100;

        @AttributeDefinition(
                description = "Seconds a new version gets to come up before it is given up",
                min = "1")
        int startSeconds() default 10;

        @AttributeDefinition(
                description = "Former versions of each plug-in that are kept for a rollback",
                min = "1",
                max = "50")
        int keptVersions() default 3;

        @AttributeDefinition(
                description =
                        "Minutes a new version is watched; it is rolled back when it fails too often",
                min = "0",
                max = "1440")
        int watchMinutes() default 5;

        @AttributeDefinition(
                description = "Percent of the calls of a new version that may fail",
                min = "0",
                max = "100")
        int errorPercent() default 20;

        @AttributeDefinition(
                description = "Calls of a new version that are waited for before it is judged",
                min = "1")
        int watchedCalls() default 5;
    }

    private final Path folder;
    private final FolderScan scan;
    private final PluginLedger ledger;
    private final JarStore store;
    private final JarTrust trust;
    private final Quarantines quarantines;
    private final ShippedPlugins shipped;
    private final WorkWatch work;
    private final PluginReader reader;
    private final Reconciler reconciler;
    private final Probes probes = new Probes();
    private final CopyOnWriteArrayList<PluginListener> listeners = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<PluginFormat> formats = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("deploy-folder").daemon().factory());

    /** What comes while it is being closed is left to the next start. */
    private final ExecutorService lanes =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    60,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().name("plugin-", 1).daemon().factory(),
                    new ThreadPoolExecutor.DiscardPolicy());

    private final List<ServiceRegistration<?>> hooks;
    private List<PluginFile> wanted = List.of();
    private boolean settled;

    @Activate
    public DeployFolder(
            BundleContext context,
            @Reference(name = "components") ServiceComponentRuntime components,
            @Reference(name = "keys") FolderKeys keys,
            Config config)
            throws IOException {
        this(context, components, config, Places.of(context, config.folder()), keys::over);
    }

    DeployFolder(
            BundleContext context,
            ServiceComponentRuntime components,
            Config config,
            Places places,
            BiFunction<JarStore, Clock, JarTrust> trust)
            throws IOException {
        this.folder = places.deploy();
        Files.createDirectories(folder);
        var clock = Clock.systemUTC();
        this.store = new JarStore(places.kept(), config.keptVersions());
        this.trust = trust.apply(store, clock);
        this.quarantines = new Quarantines(store, probes);
        this.shipped = new ShippedPlugins(context, places.kept(), probes);
        this.reader = new PluginReader(folder, store, formats, this.trust);
        var bundles = new DeployedBundles(context);
        this.ledger = new PluginLedger(clock);
        this.work = new WorkWatch(ledger, quarantines, shipped);
        this.scan = new FolderScan(folder, reader);
        this.reconciler =
                new Reconciler(
                        new PluginLane.Yard(
                                bundles,
                                new PluginStarts(
                                        new ComponentStates(components),
                                        probes.all(),
                                        config.startSeconds()),
                                new PluginRemovals(context),
                                ledger,
                                new PluginPast(
                                        store,
                                        reader,
                                        new Probation(limits(config), probes.all(), clock),
                                        clock,
                                        this::tell),
                                quarantines,
                                lanes));
        var exits = new ExitGuard();
        probes.add(exits);
        this.hooks =
                List.of(
                        context.registerService(CollisionHook.class, bundles.collisions(), null),
                        context.registerService(WeavingHook.class, exits, null));
        timer.scheduleWithFixedDelay(this::look, 0, config.pollMillis(), TimeUnit.MILLISECONDS);
    }

    private static Probation.Limits limits(Config config) {
        return new Probation.Limits(
                Duration.ofMinutes(config.watchMinutes()),
                config.errorPercent(),
                config.watchedCalls());
    }

    private void tell(PluginListener.Event event) {
        listeners.forEach(listener -> listener.happened(event));
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
        lanes.shutdownNow();
        hooks.forEach(ServiceRegistration::unregister);
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

    @Reference(
            name = "format",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addFormat(PluginFormat format) {
        formats.add(format);
    }

    void removeFormat(PluginFormat format) {
        formats.remove(format);
    }

    @Reference(
            name = "listener",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addListener(PluginListener listener) {
        listeners.add(listener);
    }

    void removeListener(PluginListener listener) {
        listeners.remove(listener);
    }

    /** The folder itself. */
    Path folder() {
        return folder;
    }

    /** What is known of each file and of each plug-in that still runs. */
    List<PluginLedger.Entry> entries() {
        return ledger.entries();
    }

    /** Those who know what a bundle provides. */
    Probes probes() {
        return probes;
    }

    /** Former versions of a file's plug-in, latest first. */
    List<Plugins.Kept> kept(PluginFile file) {
        return store.lived(file.name()).stream()
                .filter(kept -> !kept.sha256().equals(file.sha256()))
                .map(Keepsake::view)
                .toList();
    }

    /** Tries again what a file has failed at. */
    void retry(PluginFile file) {
        quarantines.forgive(file.sha256());
        reconciler.retry(file);
    }

    /** The plug-ins that came with the distribution. */
    ShippedPlugins shipped() {
        return shipped;
    }

    PluginReader reader() {
        return reader;
    }

    JarStore store() {
        return store;
    }

    private void look() {
        try {
            trust.news().forEach(this::tell);
            var seen = scan.look();
            if (seen.isPresent() && !(settled && seen.get().equals(wanted))) {
                wanted = seen.get();
                reconciler.reconcile(wanted);
                settled = true;
            }
            reconciler.lookAgain();
            work.look();
        } catch (IOException e) {
            LOG.warn("The deploy folder {} cannot be read: {}", folder, e.toString());
        } catch (RuntimeException | Error e) {
            // An error, too: a timer that has once thrown never comes again.
            LOG.error("The deploy folder could not be brought into force", e);
            settled = true;
        }
    }
}
