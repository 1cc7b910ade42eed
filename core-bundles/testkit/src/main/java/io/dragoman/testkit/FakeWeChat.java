package io.dragoman.testkit;

import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.json.JacksonJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The WeChat Official Account platform, as far as customer service needs it: it issues access
 * tokens that expire, takes customer-service messages, counts the 5 messages in 48 hours that a
 * customer's message allows, and makes signed and encrypted calls ({@link FakeWeChatCaller} brings
 * them to a server). Errors have the vendor's codes.
 */
public final class FakeWeChat extends FakePlatform {

    private static final int MAX_TEXT_BYTES = 2048;
    private static final Answer BAD_TOKEN =
            error(40001, "invalid credential, access_token is invalid or not latest");

    private final JacksonJson json = new JacksonJson();
    private final Account account;
    private final FakeWeChatCrypto crypto;
    private final Clock clock;
    private final FakeWeChatMedia media = new FakeWeChatMedia();
    private final FakeWeChatAllowances allowances;
    private final AtomicInteger ids = new AtomicInteger(1000);
    private final Queue<Integer> errors = new ConcurrentLinkedQueue<>();
    private final FakeWeChatTokens tokens;

    /** Listens at {@link #baseUri()}. */
    public FakeWeChat(Account account, Clock clock) {
        this.account = account;
        this.clock = clock;
        this.allowances = new FakeWeChatAllowances(clock);
        this.tokens = new FakeWeChatTokens(account, clock);
        this.crypto = new FakeWeChatCrypto(account.encodingAesKey(), account.appId());
    }

    /** What the vendor's console and the channel's configuration have in common. */
    public record Account(String appId, String appSecret, String token, String encodingAesKey) {

        /** An account to test with. */
        public static Account sample() {
            return new Account(
                    "wxb11529c136998cb6",
                    "0123456789abcdef0123456789abcdef",
                    "pamtest",
                    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
        }
    }

    /** How many tokens were handed out anew. */
    public int tokensIssued() {
        return tokens.issued();
    }

    /** Makes the current token worthless, as when another program of the shop asked for one. */
    public void revokeToken() {
        tokens.revoke();
    }

    /** Lets the next message be refused with an error code of the vendor; several queue up. */
    public void refuseNext(int code) {
        errors.add(code);
    }

    /** Notes that a customer wrote just now: 5 messages may be sent in the next 48 hours. */
    public void customerWrote(String user) {
        allowances.grant(user, 5, Duration.ofHours(48));
    }

    /** Notes that a customer began to follow just now: 3 messages in the next minute. */
    public void customerFollowed(String user) {
        allowances.grant(user, 3, Duration.ofMinutes(1));
    }

    /** The XML of a text message with a fresh id. */
    public String textXml(String user, String text) {
        return xml(
                user,
                "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[%s]]></Content><MsgId>%d</MsgId>"
                        .formatted(text, ids.incrementAndGet()));
    }

    /** The XML of any message or event, with the given elements inside. */
    public String xml(String user, String elements) {
        return """
               <xml><ToUserName><![CDATA[gh_dragoman]]></ToUserName>\
               <FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime>%s</xml>"""
                .formatted(user, clock.instant().getEpochSecond(), elements);
    }

    /** A call in safe mode with this message inside, signed and encrypted now. */
    public WebhookRequest call(String xml) {
        return call(xml, "xxxxxx", clock.instant());
    }

    /** A call in safe mode with this message inside. */
    public WebhookRequest call(String xml, String nonce, Instant at) {
        var timestamp = Long.toString(at.getEpochSecond());
        var encrypted = crypto.encrypt("aaaabbbbccccdddd", xml);
        var envelope =
                "<xml><ToUserName><![CDATA[gh_dragoman]]></ToUserName><Encrypt><![CDATA["
                        + encrypted
                        + "]]></Encrypt></xml>";
        var query =
                Map.of(
                        "signature",
                        FakeWeChatCrypto.signature(account.token(), timestamp, nonce),
                        "timestamp",
                        timestamp,
                        "nonce",
                        nonce,
                        "encrypt_type",
                        "aes",
                        "msg_signature",
                        FakeWeChatCrypto.signature(account.token(), timestamp, nonce, encrypted));
        return request("POST", query, envelope, at);
    }

    /** The call by which the vendor's console checks a URL. */
    public WebhookRequest handshake(String echo) {
        var timestamp = Long.toString(clock.instant().getEpochSecond());
        var query =
                Map.of(
                        "signature",
                        FakeWeChatCrypto.signature(account.token(), timestamp, "486452656"),
                        "timestamp",
                        timestamp,
                        "nonce",
                        "486452656",
                        "echostr",
                        echo);
        return request("GET", query, "", clock.instant());
    }

    private static WebhookRequest request(
            String method, Map<String, String> query, String body, Instant at) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK,
                method,
                query,
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                at);
    }

    @Override
    protected boolean bringsMessage(Call call) {
        return call.path().equals("/cgi-bin/message/custom/send");
    }

    @Override
    protected Answer answer(Call call) {
        return switch (call.path()) {
            case "/cgi-bin/stable_token" -> stableToken((Map<?, ?>) json.read(call.bodyText()));
            case "/cgi-bin/message/custom/send" -> send(call);
            case "/cgi-bin/media/get" -> isTokenGood(call) ? media.get(call, baseUri()) : BAD_TOKEN;
            case "/cgi-bin/media/upload" -> isTokenGood(call) ? media.upload(call) : BAD_TOKEN;
            case "/download" -> new Answer(200, Map.of("Content-Type", "video/mp4"), "a video");
            default -> Answer.json(404, "{}");
        };
    }

    private Answer stableToken(Map<?, ?> request) {
        return switch (tokens.issue(request)) {
            case FakeWeChatTokens.Issued.Token token ->
                    Answer.json(
                            200,
                            json.write(
                                    Map.of(
                                            "access_token",
                                            token.value(),
                                            "expires_in",
                                            token.seconds())));
            case FakeWeChatTokens.Issued.Refused no -> error(no.code(), no.message());
        };
    }

    private boolean isTokenGood(Call call) {
        return tokens.isGood(call.query().getOrDefault("access_token", ""));
    }

    private synchronized Answer send(Call call) {
        if (!isTokenGood(call)) {
            return BAD_TOKEN;
        }
        if (tokens.areExpired()) {
            return error(42001, "access_token expired");
        }
        var scripted = errors.poll();
        if (scripted != null) {
            return error(scripted, "as the test wishes");
        }
        var message = (Map<?, ?>) json.read(call.bodyText());
        var content = content(message);
        if (content == null) {
            return error(40008, "invalid message type");
        }
        if (content.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
            return error(45002, "content size out of limit");
        }
        return deliverWithinAllowance((String) message.get("touser"), content);
    }

    /** What the customer sees: the text, the lines of a menu, or the name of a picture. */
    private String content(Map<?, ?> message) {
        return switch (String.valueOf(message.get("msgtype"))) {
            case "text" -> (String) ((Map<?, ?>) message.get("text")).get("content");
            case "msgmenu" -> {
                var menu = (Map<?, ?>) message.get("msgmenu");
                var lines = new StringBuilder(String.valueOf(menu.get("head_content")));
                for (var item : (List<?>) menu.get("list")) {
                    lines.append("\n[").append(((Map<?, ?>) item).get("content")).append(']');
                }
                yield lines.toString();
            }
            case "image" -> {
                var id = String.valueOf(((Map<?, ?>) message.get("image")).get("media_id"));
                yield media.name(id).map(name -> "<picture " + name + ">").orElse(null);
            }
            default -> null;
        };
    }

    private Answer deliverWithinAllowance(String user, String content) {
        if (!allowances.areOpen(user)) {
            return error(45015, "response out of time limit or subscription is canceled");
        }
        if (!allowances.spend(user)) {
            return error(45047, "out of response count limit");
        }
        deliver(new Delivered(user, content, clock.instant()));
        return error(0, "ok");
    }

    static Answer error(int code, String message) {
        return Answer.json(200, "{\"errcode\":" + code + ",\"errmsg\":\"" + message + "\"}");
    }
}
