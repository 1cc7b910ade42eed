package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.MediaChannel;
import io.dragoman.api.channel.MediaFiles;
import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.ReplyWindow;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.json.Json;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A WeChat Official Account (公众号) in safe mode. A message is acknowledged with {@code success} and
 * answered later, choices as a menu and pictures as pictures, through the customer-service message
 * API, which the vendor allows five times within 48 hours of the customer's last message.
 * Thread-safe.
 */
final class WeChatChannel implements WebhookChannel, MediaChannel, AutoCloseable {

    static final String CHANNEL = "wechat-oa";

    /** A character is at most three bytes, an emoji two characters and four bytes. */
    private static final int MAX_TEXT = MessageBody.MAX_BYTES / 3;

    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Set.of(Part.Kind.TEXT, Part.Kind.CHOICES, Part.Kind.MEDIA),
                    MAX_TEXT,
                    MessageBody.MOST_OPTIONS,
                    Optional.of(new ReplyWindow(Duration.ofHours(48), 5)),
                    false,
                    false);

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Decoded.Reply SUCCESS =
            new Decoded.Reply(200, "text/plain; charset=utf-8", "success");

    private final WeChatSettings settings;
    private final Json json;
    private final SafeModeCrypto crypto;
    private final IncomingMessages incoming;
    private final PlatformApi api;
    private final CustomerServiceSend sender;
    private final TemporaryMedia media;

    WeChatChannel(WeChatSettings settings, Json json, Clock clock, MediaFiles files) {
        this.settings = settings;
        this.json = json;
        crypto = new SafeModeCrypto(settings.token(), settings.encodingAesKey(), settings.appId());
        incoming = new IncomingMessages(settings.identity(), settings.followText());
        api = new PlatformApi(settings.baseUrl(), new PlatformHttp(Duration.ofSeconds(3)), json);
        var tokens = new AccessTokens(settings, api, clock);
        sender = new CustomerServiceSend(settings, api, tokens, clock, files);
        media = new TemporaryMedia(settings, tokens, json);
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
        if (request.endpoint() != WebhookRequest.Endpoint.WEBHOOK) {
            return new Decoded.Refused(404, "only WeChat itself brings messages to this channel");
        }
        return switch (request.method()) {
            case "GET" -> checkUrl(request);
            case "POST" -> receive(request);
            default -> new Decoded.Refused(405, "use GET or POST");
        };
    }

    private Decoded checkUrl(WebhookRequest request) {
        var echo = request.parameter("echostr").orElse("");
        if (echo.isEmpty() || !isSigned(request, "signature")) {
            return new Decoded.Refused(403, "the signature of the URL check does not match");
        }
        return isFresh(request)
                ? new Decoded.Reply(200, "text/plain; charset=utf-8", echo)
                : stale();
    }

    private Decoded receive(WebhookRequest request) {
        if (!"aes".equals(request.parameter("encrypt_type").orElse(""))) {
            return new Decoded.Refused(
                    403,
                    "not encrypted: choose safe mode in the vendor's console, for in plain mode"
                            + " the message itself is not signed");
        }
        try {
            var encrypted = Payload.read(request.bodyText(), json).required("Encrypt");
            if (!isSigned(request, "msg_signature", encrypted)) {
                return new Decoded.Refused(403, "msg_signature does not match");
            }
            return isFresh(request) ? open(encrypted) : stale();
        } catch (IllegalArgumentException e) {
            return new Decoded.Refused(400, "not understood: " + e.getMessage());
        }
    }

    private Decoded open(String encrypted) {
        return crypto.decrypt(encrypted)
                .<Decoded>map(
                        text ->
                                new Decoded.Messages(
                                        incoming.read(Payload.read(text, json)).stream().toList(),
                                        SUCCESS))
                .orElseGet(
                        () ->
                                new Decoded.Refused(
                                        403,
                                        "cannot be decrypted: encodingAesKey or appId is not the"
                                                + " one of the vendor's console"));
    }

    private boolean isSigned(WebhookRequest request, String parameter, String... more) {
        var values = new String[more.length + 2];
        values[0] = request.parameter("timestamp").orElse("");
        values[1] = request.parameter("nonce").orElse("");
        System.arraycopy(more, 0, values, 2, more.length);
        return crypto.isSignedBy(request.parameter(parameter).orElse(""), values);
    }

    private static boolean isFresh(WebhookRequest request) {
        var timestamp = request.parameter("timestamp").orElse("");
        if (!timestamp.matches("\\d{1,12}")) {
            return false;
        }
        var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, request.receivedAt()).abs().compareTo(TOLERANCE) <= 0;
    }

    private static Decoded stale() {
        return new Decoded.Refused(
                403, "the timestamp is more than " + TOLERANCE.toMinutes() + " minutes off");
    }

    @Override
    public Delivery send(Outbound message) {
        return sender.send(message);
    }

    @Override
    public StoredMedia fetch(String id) {
        return media.fetch(id);
    }

    @Override
    public void close() {
        media.close();
        api.close();
    }
}
