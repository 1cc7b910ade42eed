package io.dragoman.api.channel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One attempt to call a platform over HTTP, limited in time and size, that never throws. It tells
 * apart what matters for repeating a message: whether the platform answered, whether the request
 * certainly never left, or whether nobody knows.
 *
 * <p>Redirects are answers, never followed, because they would carry a signed message to somebody
 * else. Thread-safe; one per channel account, closed with it.
 */
public final class PlatformHttp implements AutoCloseable {

    /** More of an answer than this is not read, unless told otherwise. */
    public static final int MAX_ANSWER = 64 * 1024;

    /** The core gives a call ten seconds; the channel has to know before that. */
    private static final int LONGEST_LIMIT_SECONDS = 9;

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final HttpClient client;
    private final int maxAnswer;

    /** With a limit on how long a connection may take to be made. */
    public PlatformHttp(Duration connectTimeout) {
        this(connectTimeout, MAX_ANSWER);
    }

    /** With a limit on how many bytes of an answer are read, too; the rest is dropped. */
    public PlatformHttp(Duration connectTimeout, int maxAnswer) {
        this.maxAnswer = maxAnswer;
        client =
                HttpClient.newBuilder()
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * The time limit of a call as the setting {@code timeoutSeconds} of an account has it.
     *
     * @throws IllegalArgumentException when it is not 1 to 9
     */
    public static Duration limit(int timeoutSeconds) {
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_LIMIT_SECONDS) {
            throw new IllegalArgumentException(
                    "\"timeoutSeconds\" must be 1 to " + LONGEST_LIMIT_SECONDS);
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** How a call ended. */
    public sealed interface Outcome {

        /** The platform answered, with whatever status. */
        record Answer(int status, Map<String, List<String>> headers, byte[] body)
                implements Outcome {

            /** The first value of a header, whatever its case. */
            public Optional<String> header(String name) {
                return headers.entrySet().stream()
                        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                        .flatMap(entry -> entry.getValue().stream())
                        .findFirst();
            }

            /** The body as UTF-8. */
            public String bodyText() {
                return new String(body, StandardCharsets.UTF_8);
            }

            /**
             * How long the platform asks us to wait, given in seconds or as a date (RFC 9110), at
             * most an hour; empty when it does not say or says nonsense.
             */
            public Optional<Duration> retryAfter(Instant now) {
                return header("Retry-After")
                        .flatMap(text -> waitingTime(text.trim(), now))
                        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            }

            private static Optional<Duration> waitingTime(String text, Instant now) {
                if (text.matches("\\d{1,9}")) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
                }
                try {
                    var date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
                    return Optional.of(Duration.between(now, date));
                } catch (DateTimeParseException e) {
                    return Optional.empty();
                }
            }
        }

        /** No connection came about, so the platform has seen nothing. */
        record NotSent(String reason) implements Outcome {}

        /** The request may have arrived, but no (whole) answer came back. */
        record NoAnswer(String reason) implements Outcome {}
    }

    /**
     * Posts a body; {@code timeout} covers everything from connecting to the answer's last byte.
     */
    public Outcome post(URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        return call("POST", uri, headers, body, timeout);
    }

    /** Gets a resource; {@code timeout} covers everything up to the answer's last byte. */
    public Outcome get(URI uri, Map<String, String> headers, Duration timeout) {
        return call("GET", uri, headers, new byte[0], timeout);
    }

    /**
     * Makes one request; {@code timeout} covers everything up to the answer's last byte.
     *
     * @param body empty for a request without one
     */
    public Outcome call(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        var publisher =
                body.length == 0 && !"POST".equals(method)
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(body);
        var request = HttpRequest.newBuilder(uri).method(method, publisher);
        if (!"https".equals(uri.getScheme())) {
            // An "Upgrade: h2c" on plain HTTP confuses more servers than it helps.
            request.version(HttpClient.Version.HTTP_1_1);
        }
        headers.forEach(request::header);
        var answer = client.sendAsync(request.build(), info -> new LimitedBody(maxAnswer));
        try {
            return answered(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Outcome.NoAnswer(
                    uri.getHost() + " did not answer within " + timeout.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.NoAnswer("interrupted while waiting for " + uri.getHost());
        } catch (ExecutionException e) {
            return failed(uri.getHost(), e.getCause());
        }
    }

    private static Outcome answered(HttpResponse<byte[]> response) {
        return new Outcome.Answer(response.statusCode(), response.headers().map(), response.body());
    }

    private static Outcome failed(String host, Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new Outcome.NotSent("connecting to " + host + " timed out");
        }
        if (cause instanceof ConnectException) {
            return new Outcome.NotSent(host + " cannot be reached");
        }
        if (cause instanceof SSLHandshakeException) {
            return new Outcome.NotSent(host + " failed the TLS handshake");
        }
        if (cause instanceof IOException) {
            return new Outcome.NoAnswer(
                    "the connection to " + host + " broke: " + cause.getClass().getSimpleName());
        }
        return new Outcome.NoAnswer("calling " + host + " failed: " + cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
