package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.PlatformHttp.Outcome;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends text by the customer-service message API. It has no slot for our own id, so what may have
 * arrived is never sent again from here. Thread-safe.
 */
final class CustomerServiceSend {

    /** What one text message may weigh, in UTF-8. */
    static final int MAX_BYTES = 2048;

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

    CustomerServiceSend(
            WeChatSettings settings, PlatformApi api, AccessTokens tokens, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.tokens = tokens;
        this.clock = clock;
    }

    Delivery send(Outbound message) {
        if (!message.parts().stream().allMatch(Part.Text.class::isInstance)) {
            return new Delivery.Rejected("this channel sends text only");
        }
        var text =
                message.parts().stream()
                        .map(part -> ((Part.Text) part).text())
                        .collect(Collectors.joining("\n"));
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MAX_BYTES) {
            return new Delivery.Rejected(
                    "a text must have 1 to " + MAX_BYTES + " bytes, this one has " + bytes);
        }
        return send(body(message.to().user(), text), Timer.of(settings.patience()));
    }

    private static Map<String, Object> body(String user, String text) {
        var body = new LinkedHashMap<String, Object>();
        body.put("touser", user);
        body.put("msgtype", "text");
        body.put("text", Map.of("content", text));
        return body;
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
