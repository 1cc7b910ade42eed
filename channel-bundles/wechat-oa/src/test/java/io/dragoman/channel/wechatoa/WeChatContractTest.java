package io.dragoman.channel.wechatoa;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.ChannelContract;
import io.dragoman.testkit.FakePlatform;
import io.dragoman.testkit.FakeWeChat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class WeChatContractTest extends ChannelContract {

    static final FakeWeChat.Account ACCOUNT = FakeWeChat.Account.sample();

    static WeChatChannel open(URI address, String followText, Duration patience, Clock clock) {
        var settings =
                new WeChatSettings(
                        new ChannelAccount("wechat-oa", "brand", "demo"),
                        ACCOUNT.appId(),
                        new Secret(ACCOUNT.appSecret()),
                        new Secret(ACCOUNT.token()),
                        new Secret(ACCOUNT.encodingAesKey()),
                        address,
                        followText,
                        patience);
        return new WeChatChannel(settings, new JacksonJson(), clock, WeChatContractTest::file);
    }

    /** The one picture that lies on our side. */
    private static Optional<byte[]> file(Part.Media media, long most) {
        return media.uri().getPath().endsWith("/cat")
                ? Optional.of(new byte[] {(byte) 0x89, 'P', 'N', 'G'})
                : Optional.empty();
    }

    @Override
    protected FakePlatform openPlatform() {
        var platform = new FakeWeChat(ACCOUNT, clock);
        platform.customerWrote(user());
        return platform;
    }

    @Override
    protected WebhookChannel openChannel(URI platformAddress, Duration patience) {
        return open(platformAddress, "", patience, clock);
    }

    @Override
    protected String user() {
        return "oABCD_customer-7";
    }

    @Override
    protected String payload() {
        return ((FakeWeChat) platform()).textXml(user(), "hello");
    }

    @Override
    protected WebhookRequest genuine(String payload, Instant at) {
        return ((FakeWeChat) platform()).call(payload, "1320562132", at);
    }

    @Override
    protected List<WebhookRequest> forgeries(WebhookRequest genuine) {
        var other = genuine(payload().replace("hello", "hullo"), START);
        var stranger =
                new FakeWeChat.Account("wxother", "s", ACCOUNT.token(), ACCOUNT.encodingAesKey());
        try (var elsewhere = new FakeWeChat(stranger, clock)) {
            return List.of(
                    changed(other, "msg_signature", genuine.query().get("msg_signature")),
                    changed(genuine, "msg_signature", genuine.query().get("signature")),
                    changed(genuine, "msg_signature", ""),
                    changed(genuine, "nonce", "1"),
                    changed(genuine, "timestamp", "" + (START.getEpochSecond() + 1)),
                    changed(genuine, "timestamp", "now"),
                    changed(genuine, "encrypt_type", "raw"),
                    elsewhere.call(payload()),
                    plain(genuine));
        }
    }

    /** Plain mode signs no body: whoever saw one call could make any other. */
    private WebhookRequest plain(WebhookRequest genuine) {
        var query = new HashMap<>(genuine.query());
        query.remove("encrypt_type");
        query.remove("msg_signature");
        return request(query, payload().getBytes(StandardCharsets.UTF_8));
    }

    private static WebhookRequest changed(WebhookRequest call, String parameter, String value) {
        var query = new HashMap<>(call.query());
        query.put(parameter, value);
        return request(query, call.body());
    }

    private static WebhookRequest request(Map<String, String> query, byte[] body) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK, "POST", query, Map.of(), body, START);
    }

    @Override
    protected List<String> secrets() {
        return List.of(ACCOUNT.appSecret(), ACCOUNT.token(), ACCOUNT.encodingAesKey(), "token_1-x");
    }
}
