package io.dragoman.rest.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.rest.TestApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionResourceTest {

    private final TestApi api = TestApi.shared();

    private static Map<String, Object> credentials(String username, String password) {
        return Map.of("username", username, "password", password);
    }

    /** Somebody new, whose password is {@code first-password}; answers their id. */
    private String agent(String username) {
        var user =
                Map.of(
                        "username",
                        username,
                        "name",
                        "Name of " + username,
                        "password",
                        "first-password",
                        "roles",
                        List.of("agent"));
        return api.post("admin", "/v1/users", user).is(201).id();
    }

    private Map<String, String> signedIn(String username) {
        var headers = new HashMap<String, String>();
        headers.put("Authorization", "Bearer " + api.signIn(username, "first-password"));
        headers.put("Content-Type", "application/json");
        return headers;
    }

    @Test
    void aPersonSignsInAndSeesWhoTheyAre() {
        var session = api.post("", "/v1/session", credentials("agent1", "dragoman")).is(200);
        assertThat(session.tree()).containsKeys("token", "expiresAt", "user");
        var me = api.get("agent1", "/v1/session").is(200);
        assertThat(me.tree()).containsKey("expiresAt").doesNotContainKey("token");
        assertThat(me.get("user").toString())
                .contains("username=agent1", "roles=[agent]", "capacity=", "teams=[");
        assertThat(me.text()).doesNotContain("passwordHash", "$2a$");
    }

    @Test
    void wrongPasswordsAreRefusedAndSlowedDown() {
        for (int i = 0; i < 5; i++) {
            api.post("", "/v1/session", credentials("nobody", "guess" + i))
                    .isProblem(401, "wrong-credentials");
        }
        var slowed = api.post("", "/v1/session", credentials("nobody", "guess"));
        slowed.isProblem(429, "too-many");
        assertThat(Long.parseLong(slowed.header("Retry-After"))).isPositive();
    }

    @Test
    void signingInAndFailingToStandInTheAuditLogWithTheAddress() {
        var id = agent("audited");
        assertThat(api.get("admin", "/v1/users/" + id).tree()).doesNotContainKey("lastSignInAt");
        api.post("", "/v1/session", credentials("audited", "guess"))
                .isProblem(401, "wrong-credentials");
        api.signIn("audited", "first-password");
        assertThat(api.get("admin", "/v1/users/" + id).tree()).containsKey("lastSignInAt");
        var entries = api.get("admin", "/v1/audit?actor=audited&action=session.").is(200).items();
        assertThat(entries)
                .extracting(entry -> entry.get("action"))
                .containsExactly("session.sign-in", "session.failed");
        assertThat(entries).allSatisfy(entry -> assertThat(entry).containsKey("address"));
        assertThat(entries.toString()).doesNotContain("guess", "first-password");
    }

    @Test
    void aSessionThatWasEndedIsVoid() {
        var token = api.signIn("agent2", "dragoman");
        var headers = Map.of("Authorization", "Bearer " + token);
        api.send("DELETE", "/v1/session", headers, "").is(204);
        api.send("GET", "/v1/session", headers, "").isProblem(401, "not-signed-in");
    }

    @Test
    void aPasswordIsChangedByWhoKnowsTheOldOne() {
        agent("pw-user");
        var headers = signedIn("pw-user");
        api.send("PUT", "/v1/session/password", headers, change("wrong", "second-password"))
                .isProblem(403, "wrong-password");
        api.send("PUT", "/v1/session/password", headers, change("first-password", "short"))
                .isProblem(400, "invalid");
        api.send(
                        "PUT",
                        "/v1/session/password",
                        headers,
                        change("first-password", "second-password"))
                .is(204);
        api.signIn("pw-user", "second-password");
    }

    @Test
    void aGuesserBehindOurProxyKeepsNobodyElseOut() {
        var body = "{\"username\":\"agent1\",\"password\":\"guess\"}";
        for (int i = 0; i < 5; i++) {
            api.send("POST", "/v1/session", from("203.0.113.66, 203.0.113.7"), body)
                    .isProblem(401, "wrong-credentials");
        }
        api.send("POST", "/v1/session", from("203.0.113.7"), body).isProblem(429, "too-many");
        var right = "{\"username\":\"agent1\",\"password\":\"dragoman\"}";
        api.send("POST", "/v1/session", from("203.0.113.8"), right).is(200);
    }

    private static Map<String, String> from(String forwarded) {
        return Map.of("Content-Type", "application/json", "X-Forwarded-For", forwarded);
    }

    @Test
    void whoHasOnlyAStolenTokenCannotGuessThePassword() {
        agent("robbed");
        var headers = signedIn("robbed");
        headers.put("X-Forwarded-For", "203.0.113.9");
        for (int i = 0; i < 5; i++) {
            api.send("PUT", "/v1/session/password", headers, change("guess " + i, "a-new-password"))
                    .isProblem(403, "wrong-password");
        }
        api.send("PUT", "/v1/session/password", headers, change("first-password", "a-new-password"))
                .isProblem(429, "too-many");
    }

    private static String change(String current, String next) {
        return "{\"current\":\"" + current + "\",\"next\":\"" + next + "\"}";
    }

    @Test
    void aOneTimePasswordOpensNothingButItsOwnChange() {
        var user = Map.of("username", "once", "name", "Once", "roles", List.of("admin"));
        var id = api.post("admin", "/v1/users", user).is(201).id();
        var made = api.post("admin", "/v1/users/" + id + "/password", Map.of()).is(200);
        var password = (String) made.get("password");
        var headers = Map.of("Authorization", "Bearer " + api.signIn("once", password));
        api.send("GET", "/v1/session", headers, "").is(200);
        api.send("GET", "/v1/users", headers, "").isProblem(403, "password-change-required");
        var json = new HashMap<>(headers);
        json.put("Content-Type", "application/json");
        api.send("PUT", "/v1/session/password", json, change(password, password))
                .isProblem(400, "invalid");
        api.send("GET", "/v1/users", headers, "").isProblem(403, "password-change-required");
    }

    @Test
    void everybodyChoosesTheirLanguage() {
        api.put("agent1", "/v1/session/locale", Map.of("locale", "en")).is(204);
        assertThat(api.get("agent1", "/v1/session").get("user").toString()).contains("locale=en");
        api.put("agent1", "/v1/session/locale", Map.of("locale", "fr")).isProblem(400, "invalid");
        api.put("agent1", "/v1/session/locale", Map.of()).isProblem(400, "invalid");
    }
}
