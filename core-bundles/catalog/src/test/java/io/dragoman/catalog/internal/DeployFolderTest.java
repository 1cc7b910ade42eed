package io.dragoman.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.catalog.Plugins.State;
import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;

/** What lies in the folder is what runs: dropped in, swapped, broken, removed. */
class DeployFolderTest extends DeployWorld {

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
    void aJarThatWouldEndTheServerIsToldToAndTheServerGoesOn() throws Exception {
        TinyBundle.named("my.activator", "1.0.0")
                .activator("System.exit(3);")
                .into(folder, "a.jar");
        TinyBundle.named("my.component", "1.0.0")
                .component("Runtime.getRuntime().halt(4);", "return \"\";")
                .into(folder, "b.jar");
        awaitState("a.jar", "1.0.0", State.FAILED);
        awaitState("b.jar", "1.0.0", State.FAILED);
        assertThat(entry("a.jar").reason())
                .isEqualTo(
                        "its class tiny.Start calls System.exit, which would end the whole server: throw an exception instead");
        assertThat(entry("b.jar").reason()).contains("tiny.Thing calls Runtime.halt");
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
