package ${package};

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.api.json.Json;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One account of the platform. Its calls, and ours, carry the time and an HMAC-SHA256 of time and
 * body in hexadecimal: put the platform's own way here. Thread-safe.
 */
final class ${className}Channel implements WebhookChannel, AutoCloseable {

    static final String SIGNATURE = "X-Signature";
    static final String TIME = "X-Time";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Capabilities CAPABILITIES =
            new Capabilities(Set.of(Part.Kind.TEXT), 2_000, 0, Optional.empty(), false, false);

    private final Settings settings;
    private final Json json;
    private final Clock clock;
    private final PlatformHttp http = new PlatformHttp(Duration.ofSeconds(3));

    /** What differs from one account to the next. */
    record Settings(ChannelAccount identity, URI target, Secret secret, Duration patience) {}

    ${className}Channel(Settings settings, Json json, Clock clock) {
        this.settings = settings;
        this.json = json;
        this.clock = clock;
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
        if (!isGenuine(request)) {
            return new Decoded.Refused(401, "the signature or the time is wrong");
        }
        try {
            var message = read((Map<?, ?>) json.read(request.bodyText()));
            return new Decoded.Messages(
                    List.of(message), new Decoded.Reply(200, "application/json", "{}"));
        } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
            return new Decoded.Refused(400, "a message has id, from, at and text");
        }
    }

    private boolean isGenuine(WebhookRequest request) {
        var time = request.header(TIME).orElse("");
        if (!time.matches("[0-9]{1,12}")) {
            return false;
        }
        var sent = Instant.ofEpochSecond(Long.parseLong(time));
        var signature = request.header(SIGNATURE).orElse("").getBytes(StandardCharsets.UTF_8);
        var wanted = sign(settings.secret(), time, request.body()).getBytes(StandardCharsets.UTF_8);
        return Duration.between(sent, request.receivedAt()).abs().compareTo(TOLERANCE) < 0
                && MessageDigest.isEqual(signature, wanted);
    }

    private Inbound read(Map<?, ?> message) {
        var identity = settings.identity();
        return new Inbound(
                (String) message.get("id"),
                new Address(identity.channel(), identity.account(), (String) message.get("from")),
                Instant.ofEpochSecond((Long) message.get("at")),
                List.of(Part.text(((String) message.get("text")).strip())),
                Map.of());
    }

    @Override
    public Delivery send(Outbound message) {
        var text = Part.firstText(message.parts());
        if (text.isEmpty()) {
            return new Delivery.Rejected("only text can be shown");
        }
        var tree =
                Map.of(
                        "id", message.idempotencyKey(),
                        "to", message.to().user(),
                        "text", text.get());
        var body = json.write(tree).getBytes(StandardCharsets.UTF_8);
        var time = Long.toString(clock.instant().getEpochSecond());
        var headers =
                Map.of(
                        "Content-Type", "application/json",
                        TIME, time,
                        SIGNATURE, sign(settings.secret(), time, body));
        return judge(http.post(settings.target(), headers, body, settings.patience()));
    }

    private Delivery judge(PlatformHttp.Outcome outcome) {
        return switch (outcome) {
            case PlatformHttp.Outcome.NotSent not -> new Delivery.Later(WAIT, not.reason());
            case PlatformHttp.Outcome.NoAnswer none -> new Delivery.Unknown(none.reason());
            case PlatformHttp.Outcome.Answer answer -> {
                var reason = "the platform answered " + answer.status();
                if (answer.status() < 300) {
                    yield new Delivery.Sent(Optional.empty());
                }
                yield answer.status() == 429 || answer.status() >= 500
                        ? new Delivery.Later(
                                answer.retryAfter(clock.instant()).orElse(WAIT), reason)
                        : new Delivery.Rejected(reason);
            }
        };
    }

    static String sign(Secret secret, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = secret.reveal().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
