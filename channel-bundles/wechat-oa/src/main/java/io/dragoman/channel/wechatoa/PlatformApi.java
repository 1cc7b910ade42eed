package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import io.dragoman.api.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Calls of the platform's API: JSON both ways, errors as {@code errcode}. Thread-safe. */
final class PlatformApi implements AutoCloseable {

    private static final int MAX_REASON = 120;
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/json; charset=utf-8");

    private final String baseUrl;
    private static final String UPLOAD = "/cgi-bin/media/upload";

    private final PlatformHttp http;
    private final Json json;

    PlatformApi(URI baseUrl, PlatformHttp http, Json json) {
        this.baseUrl = baseUrl.toString().replaceAll("/+$", "");
        this.http = http;
        this.json = json;
    }

    /** Posts to a path that needs no token. */
    Outcome post(String path, Map<String, Object> body, Duration patience) {
        return post(URI.create(baseUrl + path), body, patience);
    }

    /** Posts to a path with an access token. */
    Outcome post(String path, String token, Map<String, Object> body, Duration patience) {
        var encoded = URLEncoder.encode(token, StandardCharsets.UTF_8);
        return post(URI.create(baseUrl + path + "?access_token=" + encoded), body, patience);
    }

    /** Hands a picture over, for three days; its id is in the answer. */
    Outcome upload(String token, String mimeType, String name, byte[] content, Duration patience) {
        var encoded = URLEncoder.encode(token, StandardCharsets.UTF_8);
        var uri = URI.create(baseUrl + UPLOAD + "?type=image&access_token=" + encoded);
        var boundary = "dragoman-" + Integer.toHexString(Arrays.hashCode(content));
        var head =
                "--%s\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(boundary, asciiName(name), mimeType);
        var body = new ByteArrayOutputStream(content.length + 400);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var type = Map.of("Content-Type", "multipart/form-data; boundary=" + boundary);
        return http.post(uri, type, body.toByteArray(), patience);
    }

    private static String asciiName(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.isEmpty() ? "picture" : plain;
    }

    private Outcome post(URI uri, Map<String, Object> body, Duration patience) {
        var bytes = json.write(body).getBytes(StandardCharsets.UTF_8);
        return http.post(uri, HEADERS, bytes, patience);
    }

    /** The fields of an answer; empty when it is not what the platform's API gives. */
    Optional<Map<?, ?>> fields(Outcome.Answer answer) {
        try {
            return json.read(answer.bodyText()) instanceof Map<?, ?> fields
                    ? Optional.of(fields)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The error code of an answer; 0 when there is no error. */
    static long errorCode(Map<?, ?> fields) {
        return fields.get("errcode") instanceof Long code ? code : 0;
    }

    /** An error in words, with its code. */
    static String reason(Map<?, ?> fields) {
        var words = String.valueOf(fields.get("errmsg"));
        return "WeChat answered "
                + errorCode(fields)
                + ": "
                + words.substring(0, Math.min(words.length(), MAX_REASON));
    }

    @Override
    public void close() {
        http.close();
    }
}
