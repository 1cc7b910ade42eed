package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.events.internal.PinnedCall.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinnedCallTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final PinnedCall calls =
            new PinnedCall((SSLSocketFactory) SSLSocketFactory.getDefault());

    @AfterEach
    void close() {
        calls.close();
    }

    /** A server that reads a request's head and then does as it is told. */
    private static final class Raw implements AutoCloseable {
        private final ServerSocket server;
        private final CountDownLatch done = new CountDownLatch(1);

        Raw(String answer, boolean hangUp) throws IOException {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(answer, hangUp));
        }

        private void serve(String answer, boolean hangUp) {
            try (Socket socket = server.accept()) {
                var in = socket.getInputStream();
                while (in.read() != '}') {
                    continue;
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
                if (!hangUp) {
                    done.await();
                }
            } catch (IOException | InterruptedException e) {
                done.countDown();
            }
        }

        URI uri() {
            return URI.create("http://shop.example:" + server.getLocalPort() + "/hook");
        }

        @Override
        public void close() throws IOException {
            done.countDown();
            server.close();
        }
    }

    private Result call(Raw raw, Duration limit) {
        return calls.post(
                raw.uri(),
                List.of(InetAddress.getLoopbackAddress()),
                Map.of("X-Test", "1"),
                "{}".getBytes(StandardCharsets.UTF_8),
                limit);
    }

    private HttpAnswer answer(String raw) throws IOException {
        try (var server = new Raw(raw, true)) {
            return ((Result.Answered) call(server, LONG)).answer();
        }
    }

    private String failure(String raw, boolean hangUp, Duration limit) throws IOException {
        try (var server = new Raw(raw, hangUp)) {
            return ((Result.Failed) call(server, limit)).reason();
        }
    }

    @Test
    void callsTheAddressThatWasFoundWhateverTheNameMeansNow() throws IOException {
        var answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRetry-After: 7\r\n\r\nok");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.beginning()).isEqualTo("ok");
        assertThat(answer.header("retry-after")).contains("7");
    }

    @Test
    void readsChunksAndSkipsWhatComesBeforeTheAnswer() throws IOException {
        var answer =
                answer(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Busy\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n3;x=1\r\n!!!\r\n0\r\n\r\n");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.beginning()).isEqualTo("busy!!!");
    }

    @Test
    void aLongAnswerIsCut() throws IOException {
        var answer = answer("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000));
        assertThat(answer.beginning()).hasSize(2_048);
    }

    @Test
    void nonsenseAndSilenceAreFailuresWithTheirReason() throws IOException {
        assertThat(failure("hello\r\n\r\n", true, LONG)).contains("does not speak HTTP");
        assertThat(failure("", true, LONG)).contains("ended before there was an answer");
        assertThat(failure("", false, SHORT)).contains("no answer within 1 s");
        assertThat(failure("HTTP/1.1 200 OK\r\nX: " + "y".repeat(20_000), false, LONG))
                .contains("headers are too long");
    }

    @Test
    void anAddressThatDoesNotAnswerGivesWayToTheNext() throws IOException {
        int free;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        var result =
                calls.post(
                        URI.create("http://shop.example:" + free + "/"),
                        List.of(InetAddress.getLoopbackAddress()),
                        Map.of(),
                        new byte[0],
                        LONG);
        assertThat(((Result.Failed) result).reason()).contains("ConnectException");
    }
}
