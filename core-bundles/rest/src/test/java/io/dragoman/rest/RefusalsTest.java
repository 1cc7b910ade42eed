package io.dragoman.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.LogStore;
import io.dragoman.storage.User.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every call has in common when it is refused. */
class RefusalsTest {

    private final TestApi api = TestApi.shared();

    @AfterEach
    void speakEnglishAgain() {
        api.speaking("en");
    }

    @Test
    void whoeverIsNotSignedInIsAskedTo() {
        var answer = api.get("", "/v1/conversations").isProblem(401, "not-signed-in");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        api.send("GET", "/v1/skills", Map.of("Authorization", "Bearer nonsense"), "")
                .isProblem(401, "not-signed-in");
    }

    @Test
    void rolesDecideWhoMayDoWhat() {
        api.get("agent1", "/v1/audit").isProblem(403, "forbidden");
        api.get("analyst", "/v1/conversations").isProblem(403, "forbidden");
        api.get("admin", "/v1/audit").is(200);
    }

    @Test
    void unknownAddressesAndMethodsAreProblemsToo() {
        api.get("agent1", "/v1/nothing").isProblem(404, "no-such-path");
        var answer = api.delete("agent1", "/v1/skills").isProblem(405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void bodiesMustBeJsonAndNotTooLarge() {
        var headers = Map.of("Content-Type", "text/plain");
        api.send("POST", "/v1/session", headers, "hello").isProblem(415, "unsupported-media-type");
        var json = Map.of("Content-Type", "application/json");
        api.send("POST", "/v1/session", json, "{\"username\":").isProblem(400, "no-json");
        api.send("POST", "/v1/session", json, "[1]").isProblem(400, "invalid");
        api.send("POST", "/v1/session", json, "\"" + "x".repeat(300_000) + "\"")
                .isProblem(413, "too-large");
    }

    @Test
    void whoIsRefusedIsHeardOutSoThatTheReasonArrives() throws IOException {
        try (var socket = new Socket("127.0.0.1", api.port())) {
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            var head =
                    """
                    POST /api/v1/knowledge/articles HTTP/1.1
                    Host: localhost
                    Content-Type: application/json
                    Content-Length: 2

                    """;
            for (int i = 0; i < 2; i++) {
                say(socket, head.replace("\n", "\r\n"));
                socket.setSoTimeout(300);
                assertThatThrownBy(answers::readLine).isInstanceOf(SocketTimeoutException.class);
                socket.setSoTimeout(10_000);
                say(socket, "{}");
                assertThat(answers.readLine()).contains("401");
                skipTheRest(answers);
            }
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    private static void skipTheRest(BufferedReader answers) throws IOException {
        int length = 0;
        for (var line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        assertThat(new String(readFully(answers, length))).contains("not-signed-in");
    }

    private static char[] readFully(BufferedReader answers, int length) throws IOException {
        var chars = new char[length];
        for (int read = 0; read < length; ) {
            read += answers.read(chars, read, length - read);
        }
        return chars;
    }

    @Test
    void allThatIsWrongIsToldAtOnceInTheLanguageAskedFor() {
        var body = Map.of("username", 7, "password", "");
        var english = api.post("", "/v1/session", body).isProblem(400, "invalid");
        assertThat(english.get("errors").toString())
                .contains(
                        "field=username", "must be a text", "field=password", "must not be blank");
        var chinese = api.speaking("zh-CN").post("", "/v1/session", body);
        assertThat(chinese.get("errors").toString()).contains("必须是文本", "不能为空");
        assertThat(chinese.get("title")).isEqualTo("请求有误");
    }

    @Test
    void aLanguageThatCannotBeReadIsNoReasonToFail() {
        for (var wish : List.of("en_US", "en;q=2", "-", ",", "x".repeat(3000))) {
            var answer = api.send("GET", "/v1/nothing", Map.of("Accept-Language", wish), "");
            answer.isProblem(404, "no-such-path");
        }
    }

    @Test
    void headersThatCannotBeReadAreNoFailureOfOurs() {
        var token = "Bearer " + api.token("agent1");
        api.send(
                        "GET",
                        "/v1/skills",
                        Map.of("Authorization", token, "Accept-Language", "en_US"),
                        "")
                .is(200);
        api.send("GET", "/v1/skills", Map.of("Authorization", token, "Accept", "text/html"), "")
                .isProblem(406, "not-acceptable");
        api.send("POST", "/v1/session", Map.of("Content-Type", "nonsense"), "{}")
                .isProblem(400, "bad-request");
    }

    @Test
    void peopleOfOneSiteSeeNothingOfAnother() throws Exception {
        try (var own = new TestApi()) {
            var here = own.talks.conversation("a matter of this site");
            own.talks.answer(here, 1, "because", "{}");
            var reply =
                    own.post("agent1", "/v1/quick-replies", Map.of("shortcut", "a", "text", "b"));
            own.person("stranger", "other", Role.AGENT, Role.ANALYST, Role.SUPERVISOR);
            var path = "/v1/conversations/" + here.id();
            own.get("stranger", path).isProblem(404, "no-such-conversation");
            own.get("stranger", path + "/messages/2/trace").isProblem(404, "no-such-conversation");
            assertThat(own.get("stranger", "/v1/conversations").is(200).items()).isEmpty();
            assertThat(own.get("stranger", "/v1/contacts").is(200).items()).isEmpty();
            own.get("stranger", "/v1/contacts/" + here.contactId()).isProblem(404, "not-found");
            own.delete("stranger", "/v1/quick-replies/" + reply.id()).isProblem(404, "not-found");
            own.post(
                            "stranger",
                            "/v1/skills/parcels/tools/find_parcel?site=demo",
                            Map.of("number", "P-1"))
                    .isProblem(400, "invalid");
            assertThat(own.get("stranger", "/v1/sites").items())
                    .extracting(site -> site.get("id"))
                    .containsExactly("other");
        }
    }

    @Test
    void nothingIsCachedAndEveryRequestHasAnId() {
        var answer = api.get("agent1", "/v1/skills").is(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
        var named = api.send("GET", "/v1/nothing", Map.of("X-Request-Id", "abc-1"), "");
        assertThat(named.header("X-Request-Id")).isEqualTo("abc-1");
        assertThat(named.get("instance")).isEqualTo("urn:request:abc-1");
    }

    @Test
    void aPartThatIsAwayForAMomentIsNoFailure() throws Exception {
        try (var own = new TestApi()) {
            own.token("admin");
            own.lacks(LogStore.class);
            var answer = own.get("admin", "/v1/conversations").isProblem(503, "starting");
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            own.get("admin", "/v1/skills").is(200);
        }
    }

    @Test
    void aDatabaseThatIsDownIsToldAsThat() throws Exception {
        try (var own = new TestApi()) {
            own.token("admin");
            own.stores.cut();
            var answer = own.get("admin", "/v1/tickets").isProblem(503, "store-down");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.text()).doesNotContain("Exception");
            own.stores.mend();
            own.get("admin", "/v1/tickets").is(200);
        }
    }

    @Test
    void limitsAreClampedAndCursorsChecked() {
        api.get("agent1", "/v1/conversations?limit=200").is(200);
        for (var limit : List.of("201", "100000", "0", "-1")) {
            var refused = api.get("agent1", "/v1/conversations?limit=" + limit);
            assertThat(refused.isProblem(400, "invalid").get("errors").toString())
                    .contains("field=limit", "must be between 1 and 200");
        }
        api.get("agent1", "/v1/conversations?limit=many").isProblem(400, "invalid");
        api.get("agent1", "/v1/conversations?cursor=xyz").isProblem(400, "bad-cursor");
    }
}
