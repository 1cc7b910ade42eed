package io.dragoman.testkit;

import io.dragoman.api.channel.WebhookRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * WeChat's side of the callback URL: brings messages to a running server as the vendor does, at
 * most three times when no answer comes within five seconds, and shows the customer "service
 * unavailable" when the answer is neither empty nor {@code success}.
 */
public final class FakeWeChatCaller implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final FakeWeChat platform;
    private final URI callback;
    private final Duration deadline;

    /** Calls the server's URL with the vendor's five seconds of patience. */
    public FakeWeChatCaller(FakeWeChat platform, URI callback) {
        this(platform, callback, Duration.ofSeconds(5));
    }

    /** With another deadline, for tests that let it pass. */
    public FakeWeChatCaller(FakeWeChat platform, URI callback, Duration deadline) {
        this.platform = platform;
        this.callback = callback;
        this.deadline = deadline;
    }

    /** What became of a push. */
    public enum Result {
        /** The server took it. */
        ACKNOWLEDGED,
        /** The server answered something else, so the customer sees an error. */
        UNAVAILABLE,
        /** No answer in time, three times. */
        GIVEN_UP
    }

    /** A message brought to the server. */
    public record Push(Result result, int attempts, int status) {}

    /** Lets a customer write something; opens the customer's allowance first. */
    public Push say(String user, String text) {
        platform.customerWrote(user);
        return push(platform.textXml(user, text));
    }

    /** Brings a message or event. */
    public Push push(String xml) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                var response = exchange(platform.call(xml));
                return noted(new Push(judge(response), attempt, response.statusCode()));
            } catch (IOException e) {
                // No answer in time, or none at all: the vendor simply calls again.
                continue;
            }
        }
        return noted(new Push(Result.GIVEN_UP, ATTEMPTS, 0));
    }

    /** Whether the vendor's console would accept the URL. */
    public boolean checkUrl() {
        try {
            var response = exchange(platform.handshake("echo-7351"));
            return response.statusCode() == 200 && response.body().equals("echo-7351");
        } catch (IOException e) {
            return false;
        }
    }

    /** Every push so far. */
    public List<Push> pushes() {
        return List.copyOf(pushes);
    }

    /** Sends a call as it is, which lets a test tamper with it before. */
    public HttpResponse<String> exchange(WebhookRequest call) throws IOException {
        var query =
                call.query().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(URI.create(callback + "?" + query))
                        .timeout(deadline)
                        .header("Content-Type", "text/xml")
                        .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()))
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Result judge(HttpResponse<String> response) {
        boolean taken =
                response.statusCode() == 200
                        && (response.body().isEmpty() || response.body().equals("success"));
        return taken ? Result.ACKNOWLEDGED : Result.UNAVAILABLE;
    }

    private Push noted(Push push) {
        pushes.add(push);
        return push;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
