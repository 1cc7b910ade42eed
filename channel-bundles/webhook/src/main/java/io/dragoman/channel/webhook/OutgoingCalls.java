package io.dragoman.channel.webhook;

import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import io.dragoman.api.channel.StandardWebhooks;
import io.dragoman.api.message.Outbound;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Brings our messages to the target. Thread-safe. */
final class OutgoingCalls implements AutoCloseable {

    private static final Duration SHORT_WAIT = Duration.ofSeconds(10);
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    /** Client errors that are about the moment, not about the message. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** A dot would make the signed text ambiguous, other characters are no good in a header. */
    private static final Pattern PLAIN_ID = Pattern.compile("[A-Za-z0-9_-]{1,120}");

    private final WebhookSettings settings;
    private final StandardWebhooks signatures;
    private final EventBody bodies;
    private final PlatformHttp http;
    private final Clock clock;

    OutgoingCalls(
            WebhookSettings settings,
            StandardWebhooks signatures,
            EventBody bodies,
            PlatformHttp http,
            Clock clock) {
        this.settings = settings;
        this.signatures = signatures;
        this.bodies = bodies;
        this.http = http;
        this.clock = clock;
    }

    Delivery send(Outbound message) {
        if (settings.target().isEmpty()) {
            return new Delivery.Rejected(
                    "the account "
                            + settings.identity().account()
                            + " has no \"target\" to send to");
        }
        try {
            var now = clock.instant();
            return post(webhookId(message.idempotencyKey()), bodies.write(message, now), now);
        } catch (IllegalArgumentException e) {
            return new Delivery.Rejected("cannot be sent: " + e.getMessage());
        }
    }

    private Delivery post(String id, byte[] body, Instant now) {
        var headers = new HashMap<>(signatures.headers(id, now, body));
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Dragoman");
        var outcome =
                http.post(
                        settings.target().orElseThrow(),
                        Map.copyOf(headers),
                        body,
                        settings.patience());
        return switch (outcome) {
            case Outcome.Answer answer -> judge(answer, now);
            case Outcome.NotSent failure -> new Delivery.Later(SHORT_WAIT, failure.reason());
            case Outcome.NoAnswer failure -> new Delivery.Unknown(failure.reason());
        };
    }

    private static Delivery judge(Outcome.Answer answer, Instant now) {
        int status = answer.status();
        var reason = "the target answered " + status;
        if (status >= 200 && status < 300) {
            return new Delivery.Sent(Optional.empty());
        }
        if (status >= 500 || PASSING.contains(status)) {
            return new Delivery.Later(answer.retryAfter(now).orElse(LONG_WAIT), reason);
        }
        boolean redirect = status >= 300 && status < 400;
        return new Delivery.Rejected(redirect ? reason + "; redirects are not followed" : reason);
    }

    /** The same for the same message, so that the target can drop a repeat. */
    private static String webhookId(String idempotencyKey) {
        if (PLAIN_ID.matcher(idempotencyKey).matches()) {
            return "msg_" + idempotencyKey;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
