package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.PluginOperations;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.State;
import io.dragoman.testkit.Configs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * A deploy folder in a real framework with real Declarative Services, and jars that are built on
 * the spot.
 */
abstract class DeployWorld {

    private static final String SHARED =
            "org.osgi.service.component;version=1.5.0,org.osgi.service.component.runtime;version=1.5.0,"
                    + "org.osgi.service.component.runtime.dto;version=1.5.0,"
                    + "org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0";

    @TempDir Path temp;
    Path folder;
    Framework framework;
    BundleContext context;
    final Map<String, Plugins.Usage> counted = new ConcurrentHashMap<>();
    final List<PluginListener.Event> events = new CopyOnWriteArrayList<>();
    Optional<DeployFolder> deploy = Optional.empty();
    final List<String> kept = new CopyOnWriteArrayList<>();
    BiFunction<JarStore, Clock, JarTrust> trust = (store, clock) -> JarTrust.ANY;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectories(temp.resolve("deploy"));
        boot();
        deploy();
    }

    void boot() throws Exception {
        framework =
                ServiceLoader.load(FrameworkFactory.class)
                        .iterator()
                        .next()
                        .newFramework(
                                Map.of(
                                        "org.osgi.framework.storage",
                                        temp.resolve("cache").toString(),
                                        "org.osgi.framework.system.packages.extra",
                                        SHARED));
        framework.start();
        context = framework.getBundleContext();
        var scr =
                Path.of(
                        Class.forName("org.apache.felix.scr.impl.Activator")
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (var in = Files.newInputStream(scr)) {
            context.installBundle("scr", in).start();
        }
    }

    void deploy() throws Exception {
        var runtime =
                context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        var config =
                Configs.of(DeployFolder.Config.class, Map.of("pollMillis", 50, "startSeconds", 2));
        var places = new Places(folder, temp.resolve("kept"), temp.resolve("etc"));
        var made = new DeployFolder(context, runtime, config, places, trust);
        made.addProbe(new Taking());
        made.addListener(events::add);
        deploy = Optional.of(made);
    }

    @AfterEach
    void close() throws Exception {
        deploy.ifPresent(DeployFolder::close);
        framework.stop();
        framework.waitForStop(20_000);
    }

    /** Takes up the services of a bundle, as the registry of skills does. */
    private final class Taking implements PluginProbe {
        @Override
        public List<String> provides(long bundleId) {
            var bundle = context.getBundle(bundleId);
            var services = bundle == null ? null : bundle.getRegisteredServices();
            if (services == null) {
                return List.of();
            }
            return Arrays.stream(services)
                    .filter(service -> context.getService(service) != null)
                    .map(service -> "thing/" + bundle.getSymbolicName())
                    .toList();
        }

        @Override
        public Optional<Reason> problem(long bundleId) {
            return Optional.empty();
        }

        @Override
        public List<Plugins.Usage> usage(long bundleId) {
            var version = String.valueOf(context.getBundle(bundleId).getVersion());
            return Optional.ofNullable(counted.get(version)).stream().toList();
        }

        @Override
        public void quarantine(long bundleId, Reason why) {
            kept.add(context.getBundle(bundleId).getVersion() + ": " + why);
        }
    }

    void counted(String version, int calls, int errors) {
        counted.put(
                version,
                new Plugins.Usage(
                        "thing/my.skill",
                        calls,
                        errors,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(new Plugins.Error(Instant.EPOCH, Reason.said("no stock"))),
                        Optional.empty()));
    }

    static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen within 20 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    PluginLedger.Entry entry(String file) {
        await(() -> find(file).isPresent());
        return find(file).orElseThrow();
    }

    Optional<PluginLedger.Entry> find(String file) {
        return deploy.orElseThrow().entries().stream()
                .filter(entry -> entry.file().path().endsWith(file))
                .findFirst();
    }

    void awaitState(String file, String version, State state) {
        await(
                () ->
                        find(file)
                                .filter(e -> e.file().version().toString().equals(version))
                                .filter(e -> e.state() == state)
                                .isPresent());
    }

    void up(String file, String version) {
        awaitState(file, version, State.UP);
    }

    /** What the services of a plug-in say now. */
    List<String> says(String name) {
        try {
            return references(name).stream().map(this::answer).flatMap(Optional::stream).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is listed may be gone when it is asked; its successor is there then. */
    boolean isMissing(String name) {
        return Stream.generate(() -> says(name)).limit(2).allMatch(List::isEmpty);
    }

    List<ServiceReference<?>> references(String name) throws InvalidSyntaxException {
        var all = context.getAllServiceReferences(Supplier.class.getName(), null);
        return all == null
                ? List.of()
                : Arrays.<ServiceReference<?>>stream(all)
                        .filter(r -> isOf(name, r.getBundle()))
                        .toList();
    }

    /** A service that has just gone is of no bundle. */
    static boolean isOf(String name, Bundle bundle) {
        return bundle != null && name.equals(bundle.getSymbolicName());
    }

    Optional<String> answer(ServiceReference<?> reference) {
        return context.getService(reference) instanceof Supplier<?> supplier
                ? Optional.of((String) supplier.get())
                : Optional.empty();
    }

    void restart() throws Exception {
        close();
        counted.clear();
        boot();
        deploy();
    }

    PluginOperations operations() {
        return new FolderOperations(context, deploy.orElseThrow());
    }

    void swapToABadOne() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        counted("1.0.0", 1_000, 500);
        TinyBundle.plugin("my.skill", "1.1.0").into(folder, "a.jar");
        up("a.jar", "1.1.0");
        await(() -> says("my.skill").equals(List.of("1.1.0")));
        counted("1.1.0", 10, 3);
        awaitState("a.jar", "1.1.0", State.ROLLED_BACK);
    }
}
