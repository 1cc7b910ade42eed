package io.dragoman.rest.health;

import io.dragoman.catalog.Health;
import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.security.Profile;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Says on the terminal where everything is, once the installation is up for the first time. It
 * looks often and briefly: nothing else tells when the last part has come.
 */
@Component(service = Announcer.class, immediate = true)
public final class Announcer {

    private static final long STEP_MILLIS = 200;
    private static final List<String> FOLDERS = List.of("deploy", "rules", "etc", "data");
    private static final String DEMO_USERS =
            "demo users: admin, supervisor, analyst, agent1, agent2; password of each: dragoman";

    private final Thread watcher;

    @Activate
    public Announcer(BundleContext context, @Reference(name = "health") Health health) {
        watcher =
                Thread.ofVirtual()
                        .name("announcer")
                        .start(
                                () -> {
                                    if (becameUp(health)) {
                                        show(lines(context, Profile.current()));
                                    }
                                });
    }

    @Deactivate
    void close() {
        watcher.interrupt();
    }

    private static boolean becameUp(Health health) {
        try {
            while (health.report().status() == Status.DOWN) {
                Thread.sleep(STEP_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> lines(BundleContext context, Profile profile) {
        var base = "http://localhost:" + port(context);
        var lines = new ArrayList<String>();
        lines.add("shop: " + base + "/");
        lines.add("console: " + base + "/console/");
        for (var folder : FOLDERS) {
            var path = context.getProperty("dragoman." + folder);
            if (path != null) {
                lines.add(folder + ": " + Path.of(path).toAbsolutePath().normalize());
            }
        }
        if (profile == Profile.DEMO) {
            lines.add(DEMO_USERS);
        }
        return lines;
    }

    private static int port(BundleContext context) {
        return Endpoints.of(context).stream()
                .filter(endpoint -> endpoint.startsWith("http:"))
                .map(endpoint -> URI.create(endpoint).getPort())
                .filter(port -> port > 0)
                .findFirst()
                .orElseGet(() -> Integer.getInteger("dragoman.port", 8181));
    }

    /** The terminal belongs to whoever started the program; a log file would not be read. */
    private static void show(List<String> lines) {
        var terminal =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        lines.forEach(terminal::println);
    }
}
