package io.dragoman.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the HTTP side promises to a browser, and what it keeps from an attacker. */
class EdgeIT {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static RunningDragoman dragoman;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
    }

    private static HttpResponse<String> call(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(dragoman.api().at(path))
                        .timeout(Duration.ofSeconds(60))
                        .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/console/",
                "/chat/",
                "/widget.js",
                "/api/docs/",
                "/health",
                "/api/v1/conversations",
                "/api/v1/nothing-of-the-kind",
                "/nothing-of-the-kind",
                "/ws/visitor",
            })
    void noBrowserGuessesWhatAnAnswerIs(String path) throws Exception {
        assertThat(header(call("GET", path), "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/", "/chat/", "/api/docs/"})
    void pagesRunTheirOwnScriptsOnly(String path) throws Exception {
        var page = call("GET", path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(header(page, "Content-Security-Policy"))
                .contains("frame-ancestors")
                .doesNotContain("unsafe-eval");
        assertThat(header(page, "Referrer-Policy"))
                .isIn("same-origin", "strict-origin-when-cross-origin");
    }

    @Test
    void onlyTheChatMayStandInOtherPages() throws Exception {
        assertThat(header(call("GET", "/chat/"), "Content-Security-Policy"))
                .contains("frame-ancestors *");
        assertThat(header(call("GET", "/console/"), "Content-Security-Policy"))
                .doesNotContain("frame-ancestors *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console/", "/health", "/api/v1/session", "/ws/agent"})
    void nobodyGetsTheirOwnHeadersBack(String path) throws Exception {
        var answer = call("TRACE", path, "Authorization", "Bearer secret-of-mine");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).doesNotContain("secret-of-mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/../../etc/dragoman.conf",
                "/console/%2e%2e/%2e%2e/etc/dragoman.conf",
                "/chat/..%2f..%2fetc/dragoman.conf",
                "/api/v1/files/..%2f..%2f..%2fetc%2fdragoman.conf",
                "/console/%252e%252e/%252e%252e/etc/dragoman.conf",
            })
    void noPathLeadsOutOfThePages(String path) throws Exception {
        assertThat(call("GET", path).body()).doesNotContain("DRAGOMAN_");
    }

    @Test
    void whoGuessesAPasswordHasToWaitAndIsToldHowLong() throws Exception {
        var guess = Map.of("username", "guessed-" + System.nanoTime(), "password", "wrong");
        for (int i = 0; i < 5; i++) {
            assertThat(dragoman.api().post("/api/v1/session", guess).status()).isEqualTo(401);
        }

        var refused = dragoman.api().post("/api/v1/session", guess);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body().path("detail").asText()).isNotBlank();
        // Nobody else has to wait.
        dragoman.api("analyst").get("/api/v1/session").ok();
    }

    @Test
    void aTokenThatWasChangedOpensNothing() {
        var token = dragoman.api("agent1").token();
        var parts = token.split("\\.");
        var none = base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        var admin =
                parts[0] + "." + base64("{\"sub\":\"admin\",\"exp\":9999999999}") + "." + parts[2];
        for (var forged : new String[] {none, admin, parts[0] + "." + parts[1] + ".", "", "."}) {
            assertThat(dragoman.api().bearing(forged).get("/api/v1/conversations").status())
                    .as(forged)
                    .isEqualTo(401);
        }
        assertThat(dragoman.api().bearing(token).get("/api/v1/conversations").status())
                .isEqualTo(200);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
