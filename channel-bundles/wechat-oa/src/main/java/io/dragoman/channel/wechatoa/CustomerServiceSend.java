package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.MediaFiles;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends texts, menus and pictures by the customer-service message API. It has no slot for our own
 * id, so what may have arrived is never sent again from here. Thread-safe.
 */
final class CustomerServiceSend {

    /** Of these the vendor makes pictures, up to 10 MB. */
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif");

    private static final long LARGEST_PICTURE = 10L * 1024 * 1024;

    private static final String PATH = "/cgi-bin/message/custom/send";
    private static final Duration SHORT_WAIT = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Duration LONG_WAIT = Duration.ofMinutes(10);

    /** Refused before anything was sent, because of the token: invalid, expired, malformed. */
    private static final Set<Long> TOKEN_REFUSED = Set.of(40001L, 40014L, 42001L);

    private final WeChatSettings settings;
    private final PlatformApi api;
    private final AccessTokens tokens;
    private final Clock clock;
    private final MediaFiles files;

    CustomerServiceSend(
            WeChatSettings settings,
            PlatformApi api,
            AccessTokens tokens,
            Clock clock,
            MediaFiles files) {
        this.settings = settings;
        this.api = api;
        this.tokens = tokens;
        this.clock = clock;
        this.files = files;
    }

    Delivery send(Outbound message) {
        var user = message.to().user();
        var timer = Timer.of(settings.patience());
        try {
            if (message.parts().stream().allMatch(Part.Text.class::isInstance)) {
                return send(MessageBody.text(user, words(message.parts())), timer);
            }
            if (message.parts().size() != 1) {
                return new Delivery.Rejected("this channel sends one menu or picture at a time");
            }
            return switch (message.parts().getFirst()) {
                case Part.Choices choices -> send(MessageBody.menu(user, choices), timer);
                case Part.Media media -> media(user, media, timer);
                default -> new Delivery.Rejected("this channel sends text, menus and pictures");
            };
        } catch (IllegalArgumentException e) {
            return new Delivery.Rejected(String.valueOf(e.getMessage()));
        }
    }

    private static String words(List<Part> parts) {
        return parts.stream()
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    /** A picture of ours is handed over; everything else goes as a link. */
    private Delivery media(String user, Part.Media media, Timer timer) {
        var content =
                PICTURES.contains(media.mimeType())
                        ? files.read(media, LARGEST_PICTURE)
                        : Optional.<byte[]>empty();
        if (content.isEmpty()) {
            var link = (media.name() + ": " + media.uri()).strip();
            return send(MessageBody.text(user, link), timer);
        }
        var token = tokens.current(timer.half());
        if (!(token instanceof Token.Valid(String value))) {
            return later((Token.Unavailable) token);
        }
        var uploaded =
                api.upload(value, media.mimeType(), media.name(), content.get(), timer.left());
        var id =
                uploaded instanceof Outcome.Answer answer
                        ? mediaId(answer)
                        : Optional.<String>empty();
        if (id.isPresent()) {
            return send(MessageBody.image(user, id.get()), timer);
        }
        // Nobody has seen anything of it yet, so trying again doubles nothing.
        return switch (uploaded) {
            case Outcome.NotSent failure -> new Delivery.Later(SHORT_WAIT, failure.reason());
            case Outcome.NoAnswer failure -> new Delivery.Later(SHORT_WAIT, failure.reason());
            case Outcome.Answer answer -> refusedUpload(answer);
        };
    }

    private Optional<String> mediaId(Outcome.Answer answer) {
        return api.fields(answer)
                .flatMap(f -> Optional.ofNullable(f.get("media_id")))
                .map(String::valueOf);
    }

    private Delivery refusedUpload(Outcome.Answer answer) {
        var reason =
                api.fields(answer)
                        .map(PlatformApi::reason)
                        .orElse("WeChat answered HTTP " + answer.status());
        if (isTokenRefused(answer) || answer.status() >= 500 || answer.status() == 429) {
            return new Delivery.Later(WAIT, reason);
        }
        return new Delivery.Rejected("the picture was not taken: " + reason);
    }

    private Delivery send(Map<String, Object> body, Timer timer) {
        var token = tokens.current(timer.half());
        if (!(token instanceof Token.Valid(String value))) {
            return later((Token.Unavailable) token);
        }
        var outcome = api.post(PATH, value, body, timer.left());
        if (!isTokenRefused(outcome)) {
            return judge(outcome);
        }
        return switch (tokens.insteadOf(value, timer.half())) {
            case Token.Valid(String other) -> judge(api.post(PATH, other, body, timer.left()));
            case Token.Unavailable failure -> later(failure);
        };
    }

    private static Delivery later(Token.Unavailable failure) {
        return new Delivery.Later(failure.after(), failure.reason());
    }

    private boolean isTokenRefused(Outcome outcome) {
        return outcome instanceof Outcome.Answer answer
                && api.fields(answer)
                        .map(PlatformApi::errorCode)
                        .filter(TOKEN_REFUSED::contains)
                        .isPresent();
    }

    private Delivery judge(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotSent failure -> new Delivery.Later(SHORT_WAIT, failure.reason());
            case Outcome.NoAnswer failure -> new Delivery.Unknown(failure.reason());
            case Outcome.Answer answer when answer.status() != 200 -> judgeStatus(answer);
            case Outcome.Answer answer ->
                    api.fields(answer)
                            .map(CustomerServiceSend::judgeCode)
                            .orElseGet(
                                    () -> new Delivery.Unknown("WeChat's answer makes no sense"));
        };
    }

    private Delivery judgeStatus(Outcome.Answer answer) {
        int status = answer.status();
        var reason = "WeChat answered HTTP " + status;
        if (status == 504) {
            // The gateway gave up waiting for what may well have sent the message.
            return new Delivery.Unknown(reason);
        }
        if (status == 429 || status >= 500) {
            return new Delivery.Later(answer.retryAfter(clock.instant()).orElse(WAIT), reason);
        }
        return status == 403
                ? new Delivery.Later(
                        LONG_WAIT, reason + "; is our address on the account's allow-list?")
                : new Delivery.Rejected(reason);
    }

    private static Delivery judgeCode(Map<?, ?> fields) {
        if (!(fields.get("errcode") instanceof Long code)) {
            return new Delivery.Unknown("WeChat's answer has no errcode");
        }
        var reason = PlatformApi.reason(fields);
        return switch (code.intValue()) {
            case 0 ->
                    new Delivery.Sent(
                            Optional.ofNullable(fields.get("msgid")).map(String::valueOf));
            case -1 -> new Delivery.Later(SHORT_WAIT, reason);
            case 40001, 40014, 42001, 45009, 45011, 40164 -> new Delivery.Later(LONG_WAIT, reason);
            case 45015 ->
                    new Delivery.Rejected(
                            "the customer last wrote more than 48 hours ago, or follows no longer"
                                    + " (45015)");
            case 45047 ->
                    new Delivery.Rejected(
                            "all 5 messages are used up until the customer writes again (45047)");
            case 48001 ->
                    new Delivery.Rejected(
                            "the account may not use customer-service messages (48001); it has to"
                                    + " be verified");
            default -> new Delivery.Rejected(reason);
        };
    }
}
