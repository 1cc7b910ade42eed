package io.dragoman.api.channel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call from a platform. The body is kept as bytes because signatures are over bytes.
 *
 * @param endpoint which of our URLs was called
 * @param method GET or POST
 * @param query the decoded query parameters
 * @param headers as received; look them up with {@link #header}
 * @param body as received
 * @param receivedAt our clock at arrival, for checks of staleness
 */
public record WebhookRequest(
        Endpoint endpoint,
        String method,
        Map<String, String> query,
        Map<String, List<String>> headers,
        byte[] body,
        Instant receivedAt) {

    /** The URLs under which a channel account can be called. */
    public enum Endpoint {
        /** {@code /api/v1/webhooks/{channel}/{account}}: the platform's own format. */
        WEBHOOK,
        /** {@code /api/v1/channels/{channel}/{account}/messages}: the generic inbound API. */
        MESSAGES
    }

    /** The first value of a header, whatever its case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(
                        entry ->
                                entry.getKey().equalsIgnoreCase(name)
                                        && !entry.getValue().isEmpty())
                .map(entry -> entry.getValue().get(0))
                .findFirst();
    }

    /** A query parameter. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The body as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
