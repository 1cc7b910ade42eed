package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.RunningDragoman;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The first days of an installation in the profile {@code prod}. */
@TestMethodOrder(OrderAnnotation.class)
class ProductionIT {

    private static final String OWN = "correct horse battery 1";
    private static final String PROMPT = "admin password";

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = RunningDragoman.start("prod", "prod", Map.of());
    }

    @AfterAll
    static void stop() {
        dragoman.close();
    }

    private static String shownPassword() {
        var line =
                dragoman.output()
                        .lines()
                        .filter(text -> text.startsWith(PROMPT))
                        .findFirst()
                        .orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static Api.Answer signIn(String username, String password) {
        return dragoman.api()
                .post("/api/v1/session", Map.of("username", username, "password", password));
    }

    @Test
    @Order(1)
    void thereAreNoDemoUsersAndNoDemoShop() {
        for (var username : new String[] {"admin", "supervisor", "analyst", "agent1", "agent2"}) {
            assertThat(signIn(username, "dragoman").status()).isEqualTo(401);
        }
        assertThat(dragoman.api().get("/").status()).isEqualTo(200);
        assertThat(dragoman.api().get("/").text()).doesNotContain("C1001");
        assertThat(dragoman.output()).doesNotContain("agent1");
    }

    @Test
    @Order(2)
    void theOneTimePasswordIsShownOnceAndIsInNoLog() {
        assertThat(dragoman.output().lines().filter(line -> line.startsWith(PROMPT))).hasSize(1);
        assertThat(shownPassword()).hasSizeGreaterThan(11);
        assertThat(dragoman.log()).doesNotContain(shownPassword());
    }

    @Test
    @Order(3)
    void theOneTimePasswordHasToBeChangedFirst() {
        var admin = dragoman.api().signIn("admin", shownPassword());
        assertThat(admin.get("/api/v1/users").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/plugins").status()).isEqualTo(403);

        var short_ = Map.of("current", shownPassword(), "next", "short");
        assertThat(admin.put("/api/v1/session/password", short_).status()).isBetween(400, 422);
        var change = Map.of("current", shownPassword(), "next", OWN);
        assertThat(admin.put("/api/v1/session/password", change).status() / 100).isEqualTo(2);

        assertThat(signIn("admin", shownPassword()).status()).isEqualTo(401);
        // Tokens know seconds only: one of the second of the change is void as those before.
        eventually(
                Duration.ofSeconds(5),
                () -> dragoman.api().signIn("admin", OWN).get("/api/v1/users").ok());
    }

    @Test
    @Order(4)
    void aRestartShowsNoPasswordAgain() {
        dragoman.restart();

        assertThat(dragoman.output().lines().filter(line -> line.startsWith(PROMPT))).hasSize(1);
        dragoman.api().signIn("admin", OWN).get("/api/v1/users").ok();
    }
}
