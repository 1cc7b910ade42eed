package io.dragoman.store.sql;

import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.testkit.MariaDbServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The databases that every contract test runs on; each is opened once per JVM. */
enum Engine {
    H2,
    MARIADB;

    static final Database.Options OPTIONS = new Database.Options(12, Duration.ofSeconds(5), true);

    private Database shared;

    /** A MariaDB server for all tests of this JVM, which do not stop it. */
    private static final class Server {
        static final MariaDbServer SHARED =
                MariaDbServer.start(Path.of("target", "mariadb-" + ProcessHandle.current().pid()));
    }

    /** Skips the test where there is no such database, unless there must be one. */
    void assumeAvailable() {
        boolean missing = this == MARIADB && !MariaDbServer.isInstalled();
        if (missing && MariaDbServer.isRequired()) {
            throw new IllegalStateException(
                    "MariaDB is required here but not installed: apt-get install mariadb-server");
        }
        Assumptions.assumeFalse(
                missing, "Skipped on MariaDB, which is not installed (mariadb-server)");
    }

    /** A place for a database of this name, which may not exist yet. */
    DatabaseLocation location(String name) {
        return switch (this) {
            case H2 ->
                    new DatabaseLocation.Embedded(
                            Path.of("target", "h2-" + ProcessHandle.current().pid(), name)
                                    .toAbsolutePath());
            case MARIADB ->
                    new DatabaseLocation.Server(
                            Server.SHARED.url(name),
                            Optional.of(Server.SHARED.user()),
                            Optional.of(Server.SHARED.password()));
        };
    }

    /** The database that tests share; they clear it before they use it. */
    synchronized Database shared() {
        if (shared == null) {
            try {
                shared = Database.open(location("shared"), OPTIONS);
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot open " + this, e);
            }
        }
        return shared;
    }

    static Trees trees() {
        return new Trees(new JacksonJson(), new JsonParts());
    }
}
