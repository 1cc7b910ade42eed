package io.dragoman.itests.harness;

import io.dragoman.testkit.MariaDbServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * The instances in the demo profile that most tests share, because a start takes longer than most
 * tests: one on the embedded database, one on MariaDB. A test leaves their folders as it found
 * them. They end with the tests' JVM.
 */
public final class Shared {

    private static RunningDragoman demo;
    private static MariaDbServer mariaDb;
    private static RunningDragoman onMariaDb;

    private Shared() {}

    /** Starts it when nobody has. */
    public static synchronized RunningDragoman demo() {
        if (demo == null) {
            demo = RunningDragoman.start("demo", "demo", Map.of());
        }
        return demo;
    }

    /** The server behind {@link #onMariaDb}; skips the test where MariaDB is not installed. */
    public static synchronized MariaDbServer mariaDb() {
        if (!MariaDbServer.isRequired()) {
            Assumptions.assumeTrue(MariaDbServer.isInstalled(), "MariaDB is not installed");
        }
        if (mariaDb == null) {
            var target = Path.of(System.getProperty("itests.distribution"));
            mariaDb = MariaDbServer.start(target.resolveSibling("mariadb"));
        }
        return mariaDb;
    }

    /** Starts it when nobody has. */
    public static synchronized RunningDragoman onMariaDb() {
        var server = mariaDb();
        if (onMariaDb == null) {
            onMariaDb =
                    RunningDragoman.start(
                            "mariadb",
                            "demo",
                            Map.of(
                                    "DRAGOMAN_DB_URL", server.url(),
                                    "DRAGOMAN_DB_USER", server.user(),
                                    "DRAGOMAN_DB_PASSWORD", server.password()));
        }
        return onMariaDb;
    }
}
