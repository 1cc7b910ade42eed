package io.dragoman.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.itests.harness.Visitor;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, checked by the server. */
class AccessIT {

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/conversations", "/api/v1/users", "/api/v1/rules", "/api/v1/plugins",
        "/api/v1/contacts", "/api/v1/tickets", "/api/v1/audit", "/api/v1/deliveries",
    })
    void nobodyReadsWithoutSigningIn(String path) {
        var answer = dragoman.api().get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("title").asText()).isNotEmpty();
        assertThat(dragoman.api().bearing("made.up.token").get(path).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "agent1, /api/v1/rules", "agent1, /api/v1/plugins", "agent1, /api/v1/audit",
        "agent1, /api/v1/ratings", "agent1, /api/v1/deliveries", "analyst, /api/v1/conversations",
        "analyst, /api/v1/tickets", "analyst, /api/v1/audit", "supervisor, /api/v1/audit",
    })
    void rolesAreRefusedWhatIsNotTheirs(String username, String path) {
        assertThat(dragoman.api(username).get(path).status()).isEqualTo(403);
    }

    @Test
    void onlyAdministratorsMakeUsers() {
        var user =
                Map.of(
                        "username", "mallory",
                        "name", "Mallory",
                        "password", "a long password 1",
                        "roles", new String[] {"admin"});
        for (var username : new String[] {"agent1", "supervisor", "analyst"}) {
            assertThat(dragoman.api(username).post("/api/v1/users", user).status()).isEqualTo(403);
        }
    }

    @Test
    void onlyAnalystsSaveRules() {
        var file = Map.of("content", "package x;");
        assertThat(dragoman.api("supervisor").put("/api/v1/rules/files/x.drl", file).status())
                .isEqualTo(403);
        assertThat(dragoman.rules().resolve("x.drl")).doesNotExist();
    }

    @Test
    void aTokenIsVoidAfterSigningOut() {
        var agent = dragoman.api("agent1");
        agent.get("/api/v1/conversations").ok();

        agent.delete("/api/v1/session");

        assertThat(agent.get("/api/v1/conversations").status()).isEqualTo(401);
    }

    @Test
    void aWrongPasswordIsRefused() {
        var wrong = Map.of("username", "analyst", "password", "wrong");
        assertThat(dragoman.api().post("/api/v1/session", wrong).status()).isEqualTo(401);
    }

    @Test
    void aVisitorsTokenOpensTheirOwnConversationAndNothingElse() {
        try (var one = Visitor.in(dragoman, "en");
                var other = Visitor.in(dragoman, "en")) {
            one.ask("hello");
            assertThat(other.conversation()).isNotEqualTo(one.conversation());

            other.reconnect(0);
            assertThat(other.messages()).isEmpty();
            assertThat(
                            dragoman.api()
                                    .bearing(one.token())
                                    .get("/api/v1/conversations/" + one.conversation())
                                    .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aVisitorsTokenThatWasTamperedWithOpensNothing() {
        try (var one = Visitor.in(dragoman, "en")) {
            one.ask("hello");
            var token = one.token();
            var forged = token.substring(0, token.length() - 3) + "AAA";

            try (var thief = Visitor.bearing(dragoman, forged)) {
                assertThat(thief.conversation()).isNotEqualTo(one.conversation());
                assertThat(thief.messages()).isEmpty();
            }
        }
    }

    @Test
    void anAgentsSocketNeedsAToken() {
        try (var visitor = Visitor.in(dragoman, "en")) {
            assertThat(io.dragoman.itests.harness.AgentDesk.isLetIn(dragoman, "made.up.token"))
                    .isFalse();
            assertThat(io.dragoman.itests.harness.AgentDesk.isLetIn(dragoman, visitor.token()))
                    .isFalse();
        }
    }
}
