package io.dragoman.api.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformHttpTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final PlatformHttp http = new PlatformHttp(Duration.ofSeconds(5));
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        http.close();
        server.stop(0);
    }

    private URI answering(HttpHandler handler) {
        server.createContext("/", handler);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in");
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void givesTheAnswerWithItsHeaders() {
        var uri =
                answering(
                        exchange -> {
                            exchange.getResponseHeaders().add("Retry-After", "7");
                            answer(exchange, 503, exchange.getRequestBody().readAllBytes());
                        });
        var outcome =
                http.post(uri, Map.of("X-A", "b"), "茶".getBytes(StandardCharsets.UTF_8), LONG);
        assertThat(outcome).isInstanceOf(Outcome.Answer.class);
        var answer = (Outcome.Answer) outcome;
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).contains("7");
        assertThat(answer.bodyText()).isEqualTo("茶");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | PT7S",
                "999999 | PT1H",
                "Sat, 21 Nov 2026 08:00:30 GMT | PT30S",
                "Sat, 21 Nov 2026 07:00:00 GMT | PT0S",
                "soon | ",
                "-1 | ",
            })
    void readsHowLongToWait(String header, Duration wait) {
        var answer = new Outcome.Answer(429, Map.of("retry-after", List.of(header)), new byte[0]);
        assertThat(answer.retryAfter(Instant.parse("2026-11-21T08:00:00Z")))
                .isEqualTo(Optional.ofNullable(wait));
    }

    @Test
    void doesNotFollowARedirect() {
        var uri =
                answering(
                        exchange -> {
                            exchange.getResponseHeaders().add("Location", "/elsewhere");
                            answer(exchange, 302, new byte[] {1});
                        });
        assertThat(((Outcome.Answer) http.get(uri, Map.of(), LONG)).status()).isEqualTo(302);
    }

    @Test
    void readsOnlyTheStartOfAHugeAnswer() {
        var uri = answering(exchange -> answer(exchange, 200, new byte[5_000_000]));
        assertThat(((Outcome.Answer) http.get(uri, Map.of(), LONG)).body())
                .hasSize(PlatformHttp.MAX_ANSWER);
    }

    @Test
    void knowsThatNothingWasSentWhenNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var uri = URI.create("http://127.0.0.1:" + port + "/");
        assertThat(http.post(uri, Map.of(), new byte[0], LONG)).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void knowsThatNothingWasSentWhenTheHostIsUnknown() {
        var uri = URI.create("http://nobody.invalid/");
        assertThat(http.post(uri, Map.of(), new byte[0], LONG)).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void doesNotKnowWhenTheAnswerStaysAway() {
        var uri = answering(exchange -> await());
        assertThat(http.post(uri, Map.of(), new byte[0], SHORT))
                .isInstanceOf(Outcome.NoAnswer.class);
    }

    @Test
    void doesNotKnowWhenTheAnswerStopsHalfWay() {
        var uri =
                answering(
                        exchange -> {
                            exchange.sendResponseHeaders(200, 100);
                            exchange.getResponseBody().write(new byte[10]);
                            exchange.getResponseBody().flush();
                            await();
                        });
        assertThat(http.post(uri, Map.of(), new byte[0], SHORT))
                .isInstanceOf(Outcome.NoAnswer.class);
    }

    @Test
    void doesNotKnowWhenTheConnectionBreaks() throws IOException {
        try (var broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var connection = broken.accept()) {
                                    connection.getInputStream().read();
                                } catch (IOException e) {
                                    end.countDown();
                                }
                            });
            var uri = URI.create("http://127.0.0.1:" + broken.getLocalPort() + "/");
            assertThat(http.post(uri, Map.of(), new byte[] {1}, LONG))
                    .isInstanceOf(Outcome.NoAnswer.class);
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void takesATimeLimitThatEndsBeforeTheCoresOwn(int seconds) {
        assertThat(PlatformHttp.limit(seconds)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10})
    void refusesATimeLimitThatIsNoneOrTooLong(int seconds) {
        assertThatThrownBy(() -> PlatformHttp.limit(seconds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeoutSeconds");
    }
}
