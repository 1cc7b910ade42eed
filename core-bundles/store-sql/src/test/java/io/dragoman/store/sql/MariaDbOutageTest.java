package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.StoreException;
import io.dragoman.testkit.MariaDbServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server goes away and comes back, with a server of this test's own. */
final class MariaDbOutageTest extends StoreContract {

    private static final Database.Options OPTIONS =
            new Database.Options(4, Duration.ofSeconds(1), true);

    MariaDbOutageTest() {
        super(Engine.MARIADB);
    }

    @Test
    void keepsWhatWasAcknowledgedAndGoesOnAfterTheServerWasKilled() throws SQLException {
        var folder = Path.of("target", "mariadb-outage-" + ProcessHandle.current().pid());
        try (var server = MariaDbServer.start(folder);
                var own = Database.open(location(server), OPTIONS)) {
            use(own);
            open("a");
            written(entry("c-a", visitor("before", "k1")));
            var pulse = new Pulse(own, "MariaDB", Duration.ofMillis(700));
            assertThat(pulse.trouble()).isEmpty();
            server.kill();

            assertThatThrownBy(() -> write(entry("c-a", visitor("meanwhile", "k2"))))
                    .isInstanceOf(StoreException.class);
            assertThat(pulse.trouble()).isPresent();

            server.resume();
            awaitRecovery(own);
            assertThat(pulse.trouble()).isEmpty();
            assertThat(texts("c-a")).containsExactly("before");
            assertThat(written(entry("c-a", visitor("meanwhile", "k2"))).dseq()).isEqualTo(2);
            assertThat(write(entry("c-a", visitor("before", "k1"))).getFirst())
                    .isInstanceOf(Outcome.Duplicate.class);
        }
    }

    /** The pool tries to reach a server that was gone only now and then. */
    private static void awaitRecovery(Database own) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                own.ping();
                own.logConnection().close();
                return;
            } catch (StoreException | SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private static DatabaseLocation location(MariaDbServer server) {
        return new DatabaseLocation.Server(
                server.url(), Optional.of(server.user()), Optional.of(server.password()));
    }
}
