package io.dragoman.channel.wechatoa;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.FakeWeChat;
import io.dragoman.testkit.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeChatDecodeTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final FakeWeChat platform = new FakeWeChat(WeChatContractTest.ACCOUNT, clock);
    private final WeChatChannel channel = open("");

    private WeChatChannel open(String followText) {
        return WeChatContractTest.open(
                platform.baseUri(), followText, Duration.ofSeconds(8), clock);
    }

    @AfterEach
    void close() {
        channel.close();
        platform.close();
    }

    private Decoded decode(String elements) {
        return channel.decode(platform.call(platform.xml("oUser", elements)));
    }

    @Test
    void answersTheCheckOfTheUrlWithItsEcho() {
        assertThat(channel.decode(platform.handshake("7531")))
                .isInstanceOfSatisfying(
                        Decoded.Reply.class,
                        reply -> {
                            assertThat(reply.status()).isEqualTo(200);
                            assertThat(reply.body()).isEqualTo("7531");
                        });
    }

    @Test
    void refusesACheckOfTheUrlByAStrangerOrLongAgo() {
        var genuine = platform.handshake("7531");
        var query = new java.util.HashMap<>(genuine.query());
        query.put("nonce", "1");
        var forged = get(query, clock.instant());
        var late = get(genuine.query(), clock.instant().plus(Duration.ofMinutes(6)));
        assertThat(channel.decode(forged)).isInstanceOf(Decoded.Refused.class);
        assertThat(channel.decode(late)).isInstanceOf(Decoded.Refused.class);
    }

    private static WebhookRequest get(Map<String, String> query, Instant at) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK, "GET", query, Map.of(), new byte[0], at);
    }

    @Test
    void acknowledgesWithTheWordTheVendorWaitsFor() {
        var decoded =
                (Decoded.Messages) channel.decode(platform.call(platform.textXml("oUser", "hi")));
        assertThat(decoded.acknowledgement())
                .isEqualTo(new Decoded.Reply(200, "text/plain; charset=utf-8", "success"));
    }

    @Test
    void understandsTheVendorsExampleInJson() {
        var settings =
                new WeChatSettings(
                        new ChannelAccount("wechat-oa", "brand", "demo"),
                        "wxba5fad812f8e6fb9",
                        new Secret("unused"),
                        new Secret("AAAAA"),
                        new Secret("A".repeat(43)),
                        platform.baseUri(),
                        "",
                        Duration.ofSeconds(8));
        var body =
                "{\"ToUserName\":\"gh_97417a04a28d\",\"Encrypt\":\""
                        + SafeModeCryptoTest.VENDOR_ENCRYPTED
                        + "\"}";
        var call =
                new WebhookRequest(
                        WebhookRequest.Endpoint.WEBHOOK,
                        "POST",
                        Map.of(
                                "timestamp", "1714112445",
                                "nonce", "415670741",
                                "encrypt_type", "aes",
                                "msg_signature", "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"),
                        Map.of(),
                        body.getBytes(StandardCharsets.UTF_8),
                        Instant.ofEpochSecond(1714112445));
        try (var vendor =
                new WeChatChannel(
                        settings,
                        new JacksonJson(),
                        clock,
                        (media, most) -> java.util.Optional.empty())) {
            assertThat(vendor.decode(call))
                    .isInstanceOfSatisfying(
                            Decoded.Messages.class,
                            decoded -> assertThat(decoded.messages()).isEmpty());
        }
    }

    @Test
    void takesEventsThatSayNothingWithoutAMessage() {
        for (var event : List.of("subscribe", "unsubscribe", "VIEW", "SCAN", "LOCATION")) {
            var decoded =
                    decode(
                            "<MsgType>event</MsgType><Event>"
                                    + event
                                    + "</Event><EventKey>k</EventKey>");
            assertThat(decoded)
                    .isInstanceOfSatisfying(
                            Decoded.Messages.class,
                            messages -> assertThat(messages.messages()).isEmpty());
        }
    }

    @Test
    void letsANewFollowerSayWhatTheSettingsSay() {
        try (var greeting = open("你好")) {
            var xml = platform.xml("oUser", "<MsgType>event</MsgType><Event>subscribe</Event>");
            var decoded = (Decoded.Messages) greeting.decode(platform.call(xml));
            assertThat(decoded.messages()).hasSize(1);
            assertThat(decoded.messages().get(0).parts()).containsExactly(Part.text("你好"));
            assertThat(decoded.messages().get(0).externalId())
                    .isEqualTo("event-oUser-" + clock.instant().getEpochSecond() + "-subscribe");
        }
    }

    @Test
    void aClickOpensAMinuteForThreeMessagesAndAMessageTheWholeWindow() {
        var click = "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>order</EventKey>";
        var clicked = (Decoded.Messages) decode(click);
        assertThat(clicked.messages().getFirst().opening())
                .contains(new Inbound.Opening(Duration.ofHours(48).minusMinutes(1), 2, 5));
        var text = "<MsgType>text</MsgType><Content>hi</Content><MsgId>1</MsgId>";
        var said = (Decoded.Messages) decode(text);
        assertThat(said.messages().getFirst().opening()).isEmpty();
    }

    @Test
    void readsNoFilesAndExpandsNoEntities() {
        var evil =
                "<?xml version=\"1.0\"?><!DOCTYPE xml [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
                        + "<xml><FromUserName>o</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>"
                        + "<Content>&f;</Content><MsgId>1</MsgId></xml>";
        assertThat(channel.decode(platform.call(evil)))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void saysWhatAGenuineMessageLacks() {
        assertThat(decode("<MsgType>text</MsgType><Content>hi</Content>"))
                .isEqualTo(new Decoded.Refused(400, "not understood: MsgId is missing"));
    }

    @Test
    void takesMessagesOnlyFromWeChat() {
        var call = platform.call(platform.textXml("oUser", "hi"));
        var generic =
                new WebhookRequest(
                        WebhookRequest.Endpoint.MESSAGES,
                        "POST",
                        call.query(),
                        call.headers(),
                        call.body(),
                        call.receivedAt());
        assertThat(channel.decode(generic)).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void movesChineseCoordinatesToTheWorldsMap() {
        // Tian'anmen, as Chinese maps and as GPS have it.
        var place = Gcj02.toWorld(39.908722, 116.397499, "天安门");
        assertThat(place.latitude())
                .isCloseTo(39.907318, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(place.longitude())
                .isCloseTo(116.391259, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(Gcj02.toWorld(48.8584, 2.2945, "Paris"))
                .isEqualTo(new Part.Place(48.8584, 2.2945, "Paris"));
    }

    @Test
    void refusesSettingsThatCannotWork() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                new WeChatSettings(
                                        channel.identity(),
                                        "wx1234567890",
                                        new Secret(""),
                                        new Secret("t"),
                                        new Secret("k"),
                                        URI.create("https://api.weixin.qq.com"),
                                        "",
                                        Duration.ofSeconds(8)))
                .hasMessageContaining("\"appSecret\" is missing");
    }
}
