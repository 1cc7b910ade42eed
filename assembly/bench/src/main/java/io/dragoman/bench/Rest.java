package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The few calls of the REST API that a run needs. Thread-safe. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who is signed in. */
    record Session(String token, String userId) {}

    private final HttpClient http;
    private final URI url;
    private final Json json;

    Rest(HttpClient http, URI url, Json json) {
        this.http = http;
        this.url = url;
        this.json = json;
    }

    Session signIn(String user, String password) {
        var body =
                call("POST", "/api/v1/session", "", Map.of("username", user, "password", password));
        var id = body.get("user") instanceof Map<?, ?> map ? String.valueOf(map.get("id")) : "";
        return new Session(String.valueOf(body.get("token")), id);
    }

    void assign(Session session, String conversation) {
        call(
                "POST",
                "/api/v1/conversations/" + conversation + "/assign",
                session.token(),
                Map.of("agent", session.userId()));
    }

    /**
     * Makes sure that the instance answers customers.
     *
     * @throws UnusableException when it does not
     */
    void requireReady() {
        var health = health();
        if ("DOWN".equals(health.get("status")) || health.get("parts") == null) {
            throw new UnusableException(
                    url + " is not ready: " + health.get("status") + "; see " + url + "/health");
        }
    }

    /** The stage that answered a message; {@code nobody} when no stage did. */
    String answeredBy(Session session, String conversation, long seq) {
        var path = "/api/v1/conversations/%s/messages/%d/trace".formatted(conversation, seq);
        var response = exchange("GET", path, session.token(), Map.of());
        return response.statusCode() == 200 && json.read(response.body()) instanceof Map<?, ?> trace
                ? String.valueOf(trace.get("answeredBy"))
                : "nobody";
    }

    Map<?, ?> health() {
        return call("GET", "/health", "", Map.of());
    }

    private Map<?, ?> call(String method, String path, String token, Map<String, ?> body) {
        var response = exchange(method, path, token, body);
        if (response.statusCode() >= 300 && !"/health".equals(path)) {
            throw new UnusableException(
                    "%s %s answered %d: %s"
                            .formatted(method, path, response.statusCode(), response.body()));
        }
        return !response.body().isBlank() && json.read(response.body()) instanceof Map<?, ?> tree
                ? tree
                : Map.of();
    }

    private HttpResponse<String> exchange(
            String method, String path, String token, Map<String, ?> body) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if ("GET".equals(method)) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(json.write(body)));
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnusableException("%s %s failed: %s".formatted(method, url + path, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnusableException("Interrupted");
        }
    }
}
