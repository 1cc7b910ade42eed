package io.dragoman.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.maven;
import static org.ops4j.pax.exam.CoreOptions.vmOption;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.keepRuntimeFolder;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** What can only be seen inside the container, on the real assembly. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InsideIT {

    private static final long PATIENCE_MILLIS = 90_000;
    private static final String POINTS = "io.dragoman.skill.points";

    @Inject private BundleContext context;
    @Inject private ServiceComponentRuntime components;

    /** The distribution with the JVM's options of its launcher. */
    @Configuration
    public Option[] configuration() throws IOException {
        var karaf = System.getProperty("itests.karaf");
        var data = new File("target/exam-data").getAbsolutePath();
        var options = new ArrayList<Option>();
        options.add(
                karafDistributionConfiguration()
                        .frameworkUrl(
                                maven(
                                                "io.dragoman",
                                                "dragoman",
                                                System.getProperty("itests.version"))
                                        .type("tar.gz"))
                        .karafVersion(karaf)
                        .name("dragoman")
                        .unpackDirectory(new File("target/exam"))
                        .useDeployFolder(false));
        options.add(keepRuntimeFolder());
        options.add(configureConsole().ignoreLocalConsole().ignoreRemoteShell());
        for (var option :
                List.of(
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.file=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.http=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.https=ALL-UNNAMED",
                        "--add-exports=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
                        "-Dfile.encoding=UTF-8",
                        "-Dkaraf.log=" + data + "/logs",
                        "-Ddragoman.profile=demo",
                        "-Ddragoman.boot=",
                        "-Ddragoman.port=" + freePort(),
                        "-Ddragoman.data=" + data,
                        "-Ditests.points=" + pointsJar(),
                        "-classpath",
                        "lib/jdk9plus/*" + File.pathSeparator + "lib/boot/*")) {
            options.add(vmOption(option));
        }
        return options.toArray(new Option[0]);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Path pointsJar() {
        return Path.of(System.getProperty("itests.plugins"))
                .resolve(POINTS + "-" + System.getProperty("itests.version") + ".jar");
    }

    private static <T> T eventually(String what, Callable<T> look) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (true) {
            var found = look.call();
            if (found != null) {
                return found;
            }
            assertTrue("Not in time: " + what, System.currentTimeMillis() < end);
            Thread.sleep(50);
        }
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElse(null);
    }

    @Test
    public void everyBundleIsActive() throws Exception {
        eventually(
                "all bundles are active",
                () -> {
                    var others = new ArrayList<String>();
                    for (var bundle : context.getBundles()) {
                        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
                        if (!fragment && bundle.getState() != Bundle.ACTIVE) {
                            others.add(bundle.getSymbolicName());
                        }
                    }
                    return others.isEmpty() ? true : null;
                });
    }

    @Test
    public void everyComponentOfOursIsSatisfied() throws Exception {
        eventually("all components are satisfied", () -> troubles().isEmpty() ? true : null);
    }

    private List<String> troubles() {
        var troubles = new ArrayList<String>();
        for (var component : components.getComponentDescriptionDTOs()) {
            var configurations = components.getComponentConfigurationDTOs(component);
            boolean ours = component.bundle.symbolicName.startsWith("io.dragoman.");
            for (var configuration : ours ? configurations : List.<ComponentConfigurationDTO>of()) {
                if (configuration.state != ComponentConfigurationDTO.ACTIVE
                        && configuration.state != ComponentConfigurationDTO.SATISFIED) {
                    troubles.add(component.name + " is in state " + configuration.state);
                }
            }
        }
        return troubles;
    }

    /** What changes for a bundle when it is restarted or refreshed. */
    private Map<Long, String> wirings() {
        var wirings = new TreeMap<Long, String>();
        for (var bundle : context.getBundles()) {
            var name = String.valueOf(bundle.getSymbolicName());
            if (!name.equals(POINTS) && !name.startsWith("PAXEXAM-PROBE")) {
                wirings.put(
                        bundle.getBundleId(),
                        name
                                + " "
                                + bundle.getState()
                                + " "
                                + System.identityHashCode(bundle.adapt(BundleWiring.class)));
            }
        }
        return wirings;
    }

    /** The same plug-in with another content. */
    private static void rebuild(Path jar) throws IOException {
        var hidden = jar.resolveSibling(".rebuilt");
        Files.copy(jar, hidden, StandardCopyOption.REPLACE_EXISTING);
        try (var zip = FileSystems.newFileSystem(hidden, Map.of())) {
            Files.writeString(zip.getPath("rebuilt.txt"), "once more");
        }
        Files.move(hidden, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    public void aSkillComesAndGoesWithoutTouchingAnyOtherBundleAndLeavesNoClassLoader()
            throws Exception {
        everyBundleIsActive();
        everyComponentOfOursIsSatisfied();
        var before = wirings();
        var folder = Path.of(System.getProperty("karaf.base"), "deploy");
        var jar = folder.resolve("points.jar");
        Files.createDirectories(folder);
        Files.copy(
                Path.of(System.getProperty("itests.points")),
                jar,
                StandardCopyOption.REPLACE_EXISTING);
        eventually(
                "the skill is active",
                () -> {
                    var points = bundle(POINTS);
                    return points != null && points.getState() == Bundle.ACTIVE ? points : null;
                });
        eventually("its component is active", () -> troubles().isEmpty() ? true : null);
        var loader = new WeakReference<>(bundle(POINTS).adapt(BundleWiring.class).getClassLoader());
        assertEquals("no other bundle was touched", before, wirings());

        var first = bundle(POINTS).getBundleId();
        rebuild(jar);
        eventually(
                "the rebuilt jar has taken over",
                () -> {
                    var points = bundle(POINTS);
                    return points != null
                                    && points.getBundleId() != first
                                    && points.getState() == Bundle.ACTIVE
                            ? points
                            : null;
                });
        assertEquals("no other bundle was touched by the swap", before, wirings());

        Files.delete(jar);

        eventually("the skill is gone", () -> bundle(POINTS) == null ? true : null);
        assertEquals("no other bundle was touched", before, wirings());
        eventually(
                "the class loader is collected",
                () -> {
                    System.gc();
                    return loader.get() == null ? true : null;
                });
    }
}
