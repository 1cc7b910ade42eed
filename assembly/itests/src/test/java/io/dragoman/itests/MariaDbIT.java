package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import io.dragoman.testkit.MariaDbServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same on MariaDB, and two sites in one instance. */
class MariaDbIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static MariaDbServer server;
    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() throws SQLException {
        server = Shared.mariaDb();
        dragoman = Shared.onMariaDb();
        openSecondSite();
    }

    private static void openSecondSite() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.url(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT IGNORE INTO site (id, name_zh, name_en, zone, language)"
                            + " VALUES ('tea', '茶馆', 'Tea House', 'Asia/Shanghai', 'en')");
        }
    }

    @Test
    void theStoreIsMariaDb() {
        assertThat(dragoman.api().get("/health").text()).contains("MariaDB");
    }

    @Test
    void theLadderWorksAndTheAgentIsHeard() {
        try (var visitor = Visitor.customer(dragoman, "en", "C1001");
                var desk = AgentDesk.open(dragoman, "agent1")) {
            assertThat(visitor.ask("hello").text()).contains("Hello");
            assertThat(visitor.ask("check order DM100002").text()).contains("DM100002");
            assertThat(visitor.ask("How soon do you dispatch after payment?").text())
                    .contains("16:00");
            visitor.ask("agent");
            desk.seesConversation(visitor.conversation(), "queued");
            desk.take(visitor.conversation());
            desk.say(visitor.conversation(), "m-1", "茶 🍵 for you");

            assertThat(visitor.hears("agent", said -> true).text()).isEqualTo("茶 🍵 for you");
            desk.closeConversation(visitor.conversation());
        }
    }

    @Test
    void twoSitesDoNotMix() {
        var admin = dragoman.api("admin");
        admin.post(
                        "/api/v1/knowledge/articles",
                        Map.of(
                                "site", "tea",
                                "language", "en",
                                "question", "Which oolong do you recommend for beginners?",
                                "variants", List.of("a good oolong to begin with"),
                                "answer", "Begin with the Tieguanyin of the tea house."))
                .ok();
        eventually(
                SOON,
                () -> {
                    try (var guest = Visitor.of(dragoman, "en", "tea")) {
                        assertThat(guest.ask("Which oolong do you recommend for beginners?").text())
                                .contains("Tieguanyin");
                    }
                });
        try (var customer = Visitor.in(dragoman, "en");
                var guest = Visitor.of(dragoman, "en", "tea")) {
            assertThat(customer.ask("Which oolong do you recommend for beginners?").text())
                    .doesNotContain("Tieguanyin");
            guest.ask("hello");
            var own = admin.get("/api/v1/conversations?site=tea").ok().toString();
            assertThat(own).contains(guest.conversation()).doesNotContain(customer.conversation());
        }
    }

    @Test
    void anUnknownSiteIsRefused() {
        assertThat(Visitor.isLetIn(dragoman, "no-such-site")).isFalse();
    }
}
