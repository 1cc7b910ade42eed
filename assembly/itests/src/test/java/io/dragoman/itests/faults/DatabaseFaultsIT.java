package io.dragoman.itests.faults;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MariaDB goes away and comes back, and its connections are cut, while customers talk. */
class DatabaseFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.onMariaDb();
    }

    private static Traffic traffic(Random random) {
        return Traffic.begin(Traffic.Plan.greeting(12, 1), dragoman::visitors, random);
    }

    @Test
    void whileMariaDbIsAwayErrorsAreClearAndAfterwardsAllGoesOn() throws InterruptedException {
        var random = Form.random("MariaDB away");
        var admin = dragoman.api("admin");
        try (var traffic = traffic(random)) {
            traffic.flows(60);
            Shared.mariaDb().kill();
            long away = System.nanoTime();

            eventually(
                    SOON,
                    () -> {
                        var health = dragoman.api().get("/health");
                        assertThat(health.status()).isEqualTo(503);
                        assertThat(health.body().toString()).contains("MariaDB");
                    });
            var refused = admin.get("/api/v1/conversations");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().path("code").asText()).isEqualTo("store-down");
            assertThat(refused.body().path("detail").asText()).isNotEmpty();
            waitUntil(away, Duration.ofSeconds(Form.of(5, 20)));
            Shared.mariaDb().resume();

            eventually(
                    SOON, () -> assertThat(dragoman.api().get("/health").status()).isEqualTo(200));
            traffic.flows(60);
            traffic.endAndCompare();
        }
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(visitor.ask("hello").text()).contains("Hello");
        }
    }

    private static void waitUntil(long since, Duration length) throws InterruptedException {
        long left = since + length.toNanos() - System.nanoTime();
        if (left > 0) {
            Thread.sleep(Duration.ofNanos(left));
        }
    }

    @Test
    void cutConnectionsOfTheDatabaseGoUnnoticed() throws SQLException {
        var random = Form.random("connections of MariaDB cut");
        try (var traffic = traffic(random)) {
            int cut = 0;
            for (int round = 0; round < Form.of(6, 60); round++) {
                traffic.flows(20);
                cut += cutAll();
            }
            traffic.endAndCompare();
            assertThat(cut).isPositive();
        }
    }

    /** Cuts all connections of the database but one's own; answers how many that were. */
    private static int cutAll() throws SQLException {
        var server = Shared.mariaDb();
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            int cut = 0;
            for (var id : connections(statement)) {
                try {
                    statement.execute("KILL CONNECTION " + id);
                    cut++;
                } catch (SQLException gone) {
                    // It ended by itself just now.
                }
            }
            return cut;
        }
    }

    private static List<Long> connections(java.sql.Statement statement) throws SQLException {
        var ids = new ArrayList<Long>();
        try (var rows =
                statement.executeQuery(
                        "SELECT id FROM information_schema.processlist"
                                + " WHERE id <> CONNECTION_ID() AND user = 'dragoman'")) {
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
        }
        return ids;
    }
}
