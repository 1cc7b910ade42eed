package io.dragoman.itests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A program that uses the REST API. Immutable and thread-safe. */
public final class Api {

    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(30))
                    .build();

    private final URI base;
    private final Optional<String> token;

    Api(URI base) {
        this(base, Optional.empty());
    }

    private Api(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** What came back. */
    public record Answer(int status, JsonNode body, String text) {

        /** The body of a call that must have worked. */
        public JsonNode ok() {
            if (status / 100 != 2) {
                throw new AssertionError(status + ": " + text);
            }
            return body;
        }
    }

    /** The same program, signed in. */
    public Api signIn(String username, String password) {
        var session =
                post("/api/v1/session", Map.of("username", username, "password", password)).ok();
        return new Api(base, Optional.of(session.path("token").asText()));
    }

    /** The same program with a bearer token of its own. */
    public Api bearing(String bearer) {
        return new Api(base, Optional.of(bearer));
    }

    /** For {@code Authorization}; empty when not signed in. */
    public String token() {
        return token.orElse("");
    }

    /** Where a path is. */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /** Reads. */
    public Answer get(String path) {
        return call("GET", path, "");
    }

    /** Posts a tree as JSON. */
    public Answer post(String path, Object tree) {
        return call("POST", path, json(tree));
    }

    /** Posts nothing. */
    public Answer post(String path) {
        return call("POST", path, "");
    }

    /** Puts a tree as JSON. */
    public Answer put(String path, Object tree) {
        return call("PUT", path, json(tree));
    }

    /** Puts a file. */
    public Answer put(String path, byte[] content) {
        return call("PUT", path, BodyPublishers.ofByteArray(content), "application/octet-stream");
    }

    /** Deletes. */
    public Answer delete(String path) {
        return call("DELETE", path, "");
    }

    /** Any call, with headers of one's own. */
    public Answer call(String method, String path, String body, String... headers) {
        return body.isEmpty()
                ? call(method, path, BodyPublishers.noBody(), "", headers)
                : call(method, path, BodyPublishers.ofString(body), "application/json", headers);
    }

    private Answer call(
            String method, String path, BodyPublisher body, String type, String... headers) {
        var request =
                HttpRequest.newBuilder(at(path))
                        .timeout(Duration.ofSeconds(90))
                        .method(method, body);
        if (!type.isEmpty()) {
            request.setHeader("Content-Type", type);
        }
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), tree(response.body()), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode tree(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }

    static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
