package io.dragoman.channel.webhook;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.StandardWebhooks;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.json.Json;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Any system as a channel: messages come in over the generic REST API (bearer key) or as calls
 * signed by Standard Webhooks, and leave as signed calls to one address. Thread-safe.
 */
final class GenericWebhookChannel implements WebhookChannel, AutoCloseable {

    static final String CHANNEL = "webhook";

    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    EnumSet.allOf(Part.Kind.class), 20_000, 50, Optional.empty(), false, true);

    private final WebhookSettings settings;
    private final Json json;
    private final StandardWebhooks signatures;
    private final IncomingBody incoming;
    private final OutgoingCalls outgoing;

    GenericWebhookChannel(WebhookSettings settings, Json json, PartCodec codec, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.signatures = new StandardWebhooks(settings.secrets());
        this.incoming = new IncomingBody(settings.identity(), json, codec);
        this.outgoing =
                new OutgoingCalls(
                        settings,
                        signatures,
                        new EventBody(json, codec),
                        new PlatformHttp(Duration.ofSeconds(3)),
                        clock);
    }

    @Override
    public ChannelAccount identity() {
        return settings.identity();
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Decoded decode(WebhookRequest request) {
        if (!"POST".equals(request.method())) {
            return new Decoded.Refused(405, "use POST");
        }
        return switch (request.endpoint()) {
            case MESSAGES -> decodeWithKey(request);
            case WEBHOOK -> decodeSigned(request);
        };
    }

    private Decoded decodeWithKey(WebhookRequest request) {
        if (!settings.inboundKey().isPresent()) {
            return new Decoded.Refused(
                    403, "this account has no inboundKey, so this API is closed");
        }
        if (!carriesKey(request)) {
            return new Decoded.Refused(
                    401, "the Authorization header must be: Bearer and the account's inboundKey");
        }
        return request.header("Idempotency-Key")
                .map(key -> read(request, key))
                .orElseGet(
                        () ->
                                new Decoded.Refused(
                                        400,
                                        "the Idempotency-Key header is missing: give each message"
                                                + " its own id, and the same one on a retry"));
    }

    private boolean carriesKey(WebhookRequest request) {
        var expected = "Bearer " + settings.inboundKey().reveal();
        var offered = request.header("Authorization").orElse("");
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                offered.getBytes(StandardCharsets.UTF_8));
    }

    private Decoded decodeSigned(WebhookRequest request) {
        if (settings.secrets().isEmpty()) {
            return new Decoded.Refused(
                    403, "this account has no secret, so signed calls cannot be checked");
        }
        return signatures
                .complaint(request)
                .<Decoded>map(complaint -> new Decoded.Refused(401, complaint))
                .orElseGet(() -> read(request, request.header(StandardWebhooks.ID).orElseThrow()));
    }

    private Decoded read(WebhookRequest request, String externalId) {
        try {
            var message = incoming.read(request.bodyText(), externalId, request.receivedAt());
            var receipt = json.write(Map.of("accepted", true, "id", externalId));
            return new Decoded.Messages(
                    List.of(message), new Decoded.Reply(202, "application/json", receipt));
        } catch (IllegalArgumentException e) {
            return new Decoded.Refused(400, e.getMessage());
        }
    }

    @Override
    public Delivery send(Outbound message) {
        return outgoing.send(message);
    }

    @Override
    public void close() {
        outgoing.close();
    }
}
