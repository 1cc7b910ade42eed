package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.PluginListener;
import io.dragoman.catalog.PluginOperations;
import io.dragoman.catalog.PluginOperations.Outcome;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.State;
import io.dragoman.testkit.Configs;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** In a real framework with real Declarative Services, and jars that are built on the spot. */
class DeployFolderTest {

    private static final String SHARED =
            "org.osgi.service.component;version=1.5.0,org.osgi.service.component.runtime;version=1.5.0,"
                    + "org.osgi.service.component.runtime.dto;version=1.5.0,"
                    + "org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0";

    @TempDir Path temp;
    private Path folder;
    private Framework framework;
    private BundleContext context;
    private final Map<String, Plugins.Usage> counted = new ConcurrentHashMap<>();
    private final List<PluginListener.Event> events = new CopyOnWriteArrayList<>();
    private Optional<DeployFolder> deploy = Optional.empty();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private BiFunction<JarStore, Clock, JarTrust> trust = (store, clock) -> JarTrust.ANY;

    @BeforeEach
    void open() throws Exception {
        folder = Files.createDirectories(temp.resolve("deploy"));
        boot();
        deploy();
    }

    private void boot() throws Exception {
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

    private void deploy() throws Exception {
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
        public Optional<String> problem(long bundleId) {
            return Optional.empty();
        }

        @Override
        public List<Plugins.Usage> usage(long bundleId) {
            var version = String.valueOf(context.getBundle(bundleId).getVersion());
            return Optional.ofNullable(counted.get(version)).stream().toList();
        }

        @Override
        public void quarantine(long bundleId, String reason) {
            kept.add(context.getBundle(bundleId).getVersion() + ": " + reason);
        }
    }

    private void counted(String version, int calls, int errors) {
        counted.put(
                version,
                new Plugins.Usage(
                        "thing/my.skill",
                        calls,
                        errors,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(new Plugins.Error(Instant.EPOCH, "no stock")),
                        Optional.empty()));
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen within 20 s");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    private PluginLedger.Entry entry(String file) {
        await(() -> find(file).isPresent());
        return find(file).orElseThrow();
    }

    private Optional<PluginLedger.Entry> find(String file) {
        return deploy.orElseThrow().entries().stream()
                .filter(entry -> entry.file().path().endsWith(file))
                .findFirst();
    }

    private void awaitState(String file, String version, State state) {
        await(
                () ->
                        find(file)
                                .filter(e -> e.file().version().toString().equals(version))
                                .filter(e -> e.state() == state)
                                .isPresent());
    }

    private void up(String file, String version) {
        awaitState(file, version, State.UP);
    }

    /** What the services of a plug-in say now. */
    private List<String> says(String name) {
        try {
            return references(name).stream().map(this::answer).flatMap(Optional::stream).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is listed may be gone when it is asked; its successor is there then. */
    private boolean isMissing(String name) {
        return Stream.generate(() -> says(name)).limit(2).allMatch(List::isEmpty);
    }

    private List<ServiceReference<?>> references(String name) throws InvalidSyntaxException {
        var all = context.getAllServiceReferences(Supplier.class.getName(), null);
        return all == null
                ? List.of()
                : Arrays.<ServiceReference<?>>stream(all)
                        .filter(r -> isOf(name, r.getBundle()))
                        .toList();
    }

    /** A service that has just gone is of no bundle. */
    private static boolean isOf(String name, Bundle bundle) {
        return bundle != null && name.equals(bundle.getSymbolicName());
    }

    private Optional<String> answer(ServiceReference<?> reference) {
        return context.getService(reference) instanceof Supplier<?> supplier
                ? Optional.of((String) supplier.get())
                : Optional.empty();
    }

    @Test
    void aJarThatIsDroppedInIsLiveAndOneThatIsRemovedIsGone() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        assertThat(says("my.skill")).containsExactly("1.0.0");
        Files.delete(folder.resolve("a.jar"));
        await(() -> says("my.skill").isEmpty());
        await(() -> deploy.orElseThrow().entries().isEmpty());
        await(
                () ->
                        Arrays.stream(context.getBundles())
                                .noneMatch(b -> "my.skill".equals(b.getSymbolicName())));
    }

    @Test
    void aJarReplacedInPlaceIsSwappedWithoutAMomentWithoutTheSkill() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        var missing = new AtomicInteger();
        var watching = new AtomicBoolean(true);
        var watcher =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (watching.get()) {
                                        if (isMissing("my.skill")) {
                                            missing.incrementAndGet();
                                        }
                                    }
                                });
        TinyBundle.plugin("my.skill", "1.0.1").into(folder, "a.jar");
        up("a.jar", "1.0.1");
        await(() -> says("my.skill").equals(List.of("1.0.1")));
        watching.set(false);
        watcher.join();
        assertThat(missing).hasValue(0);
    }

    @Test
    void aJarRebuiltWithTheSameVersionIsSwappedToo() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        TinyBundle.named("my.skill", "1.0.0")
                .component("", "return \"mended\";")
                .into(folder, "a.jar");
        await(() -> says("my.skill").equals(List.of("mended")));
        assertThat(entry("a.jar").state()).isEqualTo(State.UP);
    }

    @Test
    void theNewestOfSeveralVersionsCountsAndTheOlderComesBackWhenItIsRemoved() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        TinyBundle.plugin("my.skill", "2.0.0").into(folder, "b.jar");
        up("b.jar", "2.0.0");
        awaitState("a.jar", "1.0.0", State.SUPERSEDED);
        assertThat(entry("a.jar").reason()).contains("2.0.0").contains("b.jar");
        await(() -> says("my.skill").equals(List.of("2.0.0")));
        Files.delete(folder.resolve("b.jar"));
        up("a.jar", "1.0.0");
        await(() -> says("my.skill").equals(List.of("1.0.0")));
    }

    @Test
    void aNewerVersionThatDoesNotWorkLeavesTheOlderInForce() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        TinyBundle.named("my.skill", "2.0.0")
                .component(
                        "if (true) throw new IllegalStateException(\"no luck\");", "return \"\";")
                .into(folder, "b.jar");
        awaitState("b.jar", "2.0.0", State.FAILED);
        assertThat(entry("b.jar").reason())
                .contains("tiny.Thing could not be created")
                .contains("no luck")
                .contains("1.0.0 stays in force");
        assertThat(says("my.skill")).containsExactly("1.0.0");
    }

    @Test
    void aFileOverwrittenWithRubbishLeavesWhatItHeldInForce() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        Files.writeString(folder.resolve("a.jar"), "rubbish");
        await(() -> entry("a.jar").state() == State.FAILED);
        assertThat(entry("a.jar").reason()).contains("no readable jar");
        assertThat(says("my.skill")).containsExactly("1.0.0");
        TinyBundle.plugin("my.skill", "1.0.1").into(folder, "a.jar");
        await(() -> says("my.skill").equals(List.of("1.0.1")));
    }

    @Test
    void aMissingImportIsNamedInPlainWords() {
        TinyBundle.plugin("my.skill", "1.0.0")
                .header("Import-Package", "com.acme.stock;version=\"[2,3)\"")
                .into(folder, "a.jar");
        awaitState("a.jar", "1.0.0", State.FAILED);
        assertThat(entry("a.jar").reason()).contains("missing import: package com.acme.stock 2");
        assertThat(says("my.skill")).isEmpty();
    }

    @Test
    void anActivatorThatHangsIsGivenUpAndHoldsNobodyUp() {
        TinyBundle.named("hanging", "1.0.0")
                .activator(
                        "while (true) { try { Thread.sleep(100000); } catch (InterruptedException e) { } }")
                .into(folder, "h.jar");
        awaitState("h.jar", "1.0.0", State.STARTING);
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        awaitState("h.jar", "1.0.0", State.FAILED);
        assertThat(entry("h.jar").reason()).contains("did not start within 2 s");
        up("a.jar", "1.0.0");
    }

    @Test
    void anActivatorThatThrowsIsReportedWithItsCause() {
        TinyBundle.named("throwing", "1.0.0")
                .activator("throw new IllegalStateException(\"no licence\");")
                .into(folder, "t.jar");
        awaitState("t.jar", "1.0.0", State.FAILED);
        assertThat(entry("t.jar").reason()).contains("no licence");
    }

    @Test
    void aPluginThatNeedsSomethingWaitsForItAndIsThenUp() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0")
                .described("<reference name=\"shop\" interface=\"java.lang.Runnable\"/>")
                .into(folder, "a.jar");
        await(() -> entry("a.jar").reason().contains("waits for its references [shop]"));
        assertThat(entry("a.jar").state()).isEqualTo(State.STARTING);
        context.registerService(Runnable.class, () -> {}, null);
        up("a.jar", "1.0.0");
        assertThat(says("my.skill")).containsExactly("1.0.0");
    }

    @Test
    void afterARestartThereIsWhatTheFolderSays() throws Exception {
        TinyBundle.plugin("stays", "1.0.0").into(folder, "stays.jar");
        TinyBundle.plugin("goes", "1.0.0").into(folder, "goes.jar");
        TinyBundle.plugin("changes", "1.0.0").into(folder, "changes.jar");
        up("stays.jar", "1.0.0");
        up("goes.jar", "1.0.0");
        up("changes.jar", "1.0.0");
        close();
        Files.delete(folder.resolve("goes.jar"));
        TinyBundle.plugin("changes", "1.1.0").into(folder, "changes.jar");
        TinyBundle.plugin("comes", "1.0.0").into(folder, "comes.jar");
        boot();
        deploy();
        up("stays.jar", "1.0.0");
        up("changes.jar", "1.1.0");
        up("comes.jar", "1.0.0");
        await(() -> says("goes").isEmpty());
        assertThat(says("stays")).containsExactly("1.0.0");
        await(() -> says("changes").equals(List.of("1.1.0")));
    }

    @Test
    void noOtherBundleIsTouched() throws Exception {
        var bystander =
                context.installBundle(
                        "bystander",
                        new ByteArrayInputStream(TinyBundle.plugin("bystander", "1").bytes()));
        bystander.start();
        var events = new CopyOnWriteArrayList<String>();
        context.addBundleListener(
                event -> {
                    var name = event.getBundle().getSymbolicName();
                    if (!"my.skill".equals(name)) {
                        events.add(name + " " + event.getType());
                    }
                });
        for (int i = 1; i <= 5; i++) {
            TinyBundle.plugin("my.skill", "1.0." + i).into(folder, "a.jar");
            up("a.jar", "1.0." + i);
        }
        Files.delete(folder.resolve("a.jar"));
        await(() -> says("my.skill").isEmpty());
        assertThat(events)
                .filteredOn(e -> !e.endsWith(" " + BundleEvent.LAZY_ACTIVATION))
                .isEmpty();
        assertThat(bystander.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void fiftySwapsLeaveNoClassLoaderBehind() throws Exception {
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        for (int i = 1; i <= 50; i++) {
            TinyBundle.plugin("my.skill", "1.0." + i).into(folder, "a.jar");
            up("a.jar", "1.0." + i);
            loaders.add(loader("1.0." + i));
        }
        loaders.removeLast();
        await(
                () -> {
                    System.gc();
                    return loaders.stream().allMatch(loader -> loader.get() == null);
                });
    }

    private WeakReference<ClassLoader> loader(String version) throws Exception {
        for (var reference : references("my.skill")) {
            // The service of the version before may go at any moment.
            var bundle = reference.getBundle();
            if (bundle != null && bundle.getVersion().toString().equals(version)) {
                var service = context.getService(reference);
                var loader = new WeakReference<>(service.getClass().getClassLoader());
                context.ungetService(reference);
                return loader;
            }
        }
        throw new AssertionError("There is no version " + version);
    }

    @Test
    void errorsAreKeptNewestFirstUntilTheFileGoes() throws Exception {
        Files.writeString(folder.resolve("a.jar"), "rubbish");
        await(() -> entry("a.jar").errors().size() == 1);
        Files.writeString(folder.resolve("a.jar"), "other rubbish");
        await(() -> entry("a.jar").errors().size() == 2);
        Files.delete(folder.resolve("a.jar"));
        await(() -> deploy.orElseThrow().entries().isEmpty());
        Files.writeString(folder.resolve("a.jar"), "rubbish again");
        await(() -> find("a.jar").isPresent());
        assertThat(entry("a.jar").errors()).hasSize(1);
    }

    private PluginOperations operations() {
        return new FolderOperations(context, deploy.orElseThrow());
    }

    private void swapToABadOne() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        counted("1.0.0", 1_000, 500);
        TinyBundle.plugin("my.skill", "1.1.0").into(folder, "a.jar");
        up("a.jar", "1.1.0");
        await(() -> says("my.skill").equals(List.of("1.1.0")));
        counted("1.1.0", 10, 3);
        awaitState("a.jar", "1.1.0", State.ROLLED_BACK);
    }

    @Test
    void aNewVersionThatFailsTooOftenIsRolledBackAndTheOneBeforeRunsAgain() {
        swapToABadOne();
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        assertThat(entry("a.jar").reason())
                .contains("3 of its first 10 calls failed")
                .contains("no stock")
                .contains("version 1.0.0 stays in force");
        assertThat(events)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(event.kind())
                                        .isEqualTo(PluginListener.Kind.ROLLED_BACK));
    }

    @Test
    void aFirstVersionHasNothingToBeRolledBackTo() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        counted("1.0.0", 10, 10);
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        assertThat(entry("a.jar").state()).isEqualTo(State.UP);
        assertThat(says("my.skill")).containsExactly("1.0.0");
    }

    @Test
    void aFewFailuresAreNoReasonToRollBack() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        TinyBundle.plugin("my.skill", "1.1.0").into(folder, "a.jar");
        up("a.jar", "1.1.0");
        counted("1.1.0", 4, 4);
        counted("1.1.0", 10, 2);
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        assertThat(entry("a.jar").state()).isEqualTo(State.UP);
    }

    @Test
    void whatWasRolledBackStaysSoOverARestartUntilTheFileChanges() throws Exception {
        swapToABadOne();
        close();
        counted.clear();
        boot();
        deploy();
        awaitState("a.jar", "1.1.0", State.ROLLED_BACK);
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        TinyBundle.plugin("my.skill", "1.1.1").into(folder, "a.jar");
        up("a.jar", "1.1.1");
        await(() -> says("my.skill").equals(List.of("1.1.1")));
    }

    private void quarantined(String version) {
        counted.put(
                version,
                new Plugins.Usage(
                        "thing/my.skill",
                        9,
                        9,
                        Duration.ZERO,
                        Duration.ZERO,
                        List.of(),
                        Optional.of(new Plugins.Error(Instant.EPOCH, "five in a row"))));
    }

    private void restart() throws Exception {
        close();
        counted.clear();
        boot();
        deploy();
    }

    private String remembered(String file) {
        return deploy.orElseThrow().store().remembered(entry(file).file().sha256()).quarantine();
    }

    @Test
    void aQuarantineOutlivesARestartUntilAPersonOrAnotherContentEndsIt() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        quarantined("1.0.0");
        await(() -> remembered("a.jar").equals("five in a row"));
        restart();
        up("a.jar", "1.0.0");
        await(() -> kept.equals(List.of("1.0.0: five in a row")));
        deploy.orElseThrow().retry(entry("a.jar").file());
        assertThat(remembered("a.jar")).isEmpty();
        restart();
        up("a.jar", "1.0.0");
        quarantined("1.0.0");
        await(() -> !remembered("a.jar").isEmpty());
        counted.clear();
        TinyBundle.plugin("my.skill", "1.0.1").into(folder, "a.jar");
        up("a.jar", "1.0.1");
        restart();
        up("a.jar", "1.0.1");
        assertThat(kept).hasSize(1);
    }

    @Test
    void aPluginOfTheDistributionIsPutAsideOverARestart() throws Exception {
        var jar = TinyBundle.plugin("io.dragoman.skill.mine", "1.0.0").into(temp, "shipped.jar");
        context.installBundle("mvn:shipped", Files.newInputStream(jar)).start();
        var operations = new FolderOperations(context, deploy.orElseThrow());
        assertThat(says("io.dragoman.skill.mine")).containsExactly("1.0.0");
        assertThat(operations.disable("io.dragoman.skill.mine")).isInstanceOf(Outcome.Done.class);
        assertThat(says("io.dragoman.skill.mine")).isEmpty();
        restart();
        await(() -> says("io.dragoman.skill.mine").isEmpty());
        operations = new FolderOperations(context, deploy.orElseThrow());
        assertThat(operations.enable("io.dragoman.skill.mine")).isInstanceOf(Outcome.Done.class);
        assertThat(says("io.dragoman.skill.mine")).containsExactly("1.0.0");
        assertThat(operations.disable("io.dragoman.skill.none"))
                .isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void whatWasRolledBackCanBeTriedAgain() {
        swapToABadOne();
        counted.clear();
        assertThat(operations().retry("a.jar")).isInstanceOf(Outcome.Done.class);
        up("a.jar", "1.1.0");
        await(() -> says("my.skill").equals(List.of("1.1.0")));
    }

    @Test
    void aFormerVersionIsPutBackIntoTheFolder() {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "old.jar");
        up("old.jar", "1.0.0");
        TinyBundle.plugin("my.skill", "2.0.0").into(folder, "new.jar");
        up("new.jar", "2.0.0");
        operations().remove("old.jar");
        await(() -> find("old.jar").isEmpty());
        assertThat(operations().rollBack("new.jar", Optional.empty()))
                .isEqualTo(new Outcome.Done("old.jar"));
        up("old.jar", "1.0.0");
        await(() -> says("my.skill").equals(List.of("1.0.0")));
        assertThat(folder.resolve("new.jar")).doesNotExist();
        // And forward again.
        assertThat(operations().rollBack("old.jar", Optional.empty()))
                .isEqualTo(new Outcome.Done("new.jar"));
        await(() -> says("my.skill").equals(List.of("2.0.0")));
    }

    @Test
    void onlySoManyFormerVersionsAreKept() throws Exception {
        for (int i = 1; i <= 6; i++) {
            TinyBundle.plugin("my.skill", "1.0." + i).into(folder, "a.jar");
            up("a.jar", "1.0." + i);
        }
        TinyBundle.plugin("other", "1.0.0").into(folder, "b.jar");
        up("b.jar", "1.0.0");
        var kept = deploy.orElseThrow().kept(entry("a.jar").file());
        assertThat(kept)
                .extracting(Plugins.Kept::version)
                .containsExactly("1.0.5", "1.0.4", "1.0.3");
    }

    @Test
    void whatIsDisabledStaysSoOverARestart() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        assertThat(operations().disable("a.jar")).isEqualTo(new Outcome.Done("a.jar.disabled"));
        await(() -> says("my.skill").isEmpty());
        awaitState("a.jar.disabled", "1.0.0", State.DISABLED);
        close();
        boot();
        deploy();
        awaitState("a.jar.disabled", "1.0.0", State.DISABLED);
        assertThat(says("my.skill")).isEmpty();
        assertThat(operations().enable("a.jar.disabled")).isEqualTo(new Outcome.Done("a.jar"));
        up("a.jar", "1.0.0");
    }

    private Outcome upload(String name, byte[] content) throws Exception {
        return operations().install(name, new ByteArrayInputStream(content));
    }

    @Test
    void anUploadIsCheckedBeforeItComesIntoTheFolder() throws Exception {
        assertThat(upload("a.jar", "rubbish".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("no readable jar"));
        for (var name : List.of("../a.jar", "a.txt", ".a.jar", "a/b.jar", "a.jar.disabled")) {
            assertThat(upload(name, TinyBundle.plugin("a", "1").bytes()))
                    .as(name)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(folder).isEmptyDirectory();
        assertThat(upload("a.jar", TinyBundle.plugin("my.skill", "1.0.0").bytes()))
                .isEqualTo(new Outcome.Done("a.jar"));
        up("a.jar", "1.0.0");
        operations().disable("a.jar");
        assertThat(upload("a.jar", TinyBundle.plugin("my.skill", "2.0.0").bytes()))
                .isEqualTo(new Outcome.InTheWay("a.jar.disabled"));
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        for (var name : List.of("nothing.jar", "../../etc/passwd", "")) {
            assertThat(operations().remove(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().disable(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().enable(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().retry(name)).isEqualTo(new Outcome.Missing());
            assertThat(operations().rollBack(name, Optional.empty()))
                    .isEqualTo(new Outcome.Missing());
        }
    }

    @Test
    void onePluginThatHangsDoesNotDelayAnother() {
        TinyBundle.named("hanging", "1.0.0")
                .activator(
                        "while (true) { try { Thread.sleep(100000); } catch (InterruptedException e) { } }")
                .into(folder, "a-first.jar");
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "b-second.jar");
        up("b-second.jar", "1.0.0");
        assertThat(entry("a-first.jar").state()).isEqualTo(State.STARTING);
    }

    @Test
    void aPluginThatLeftTheFolderIsNotBroughtBackByRubbishOfItsFormerName() throws Exception {
        TinyBundle.plugin("my.skill", "1.0.0").into(folder, "a.jar");
        up("a.jar", "1.0.0");
        Files.delete(folder.resolve("a.jar"));
        await(() -> says("my.skill").isEmpty());
        Files.writeString(folder.resolve("a.jar"), "rubbish");
        await(() -> entry("a.jar").state() == State.FAILED);
        assertThat(entry("a.jar").bundle()).isEmpty();
        assertThat(says("my.skill")).isEmpty();
    }
}
