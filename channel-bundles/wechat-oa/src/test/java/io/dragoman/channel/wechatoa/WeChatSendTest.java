package io.dragoman.channel.wechatoa;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.MediaChannel;
import io.dragoman.api.channel.ReplyWindow;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.testkit.FakePlatform;
import io.dragoman.testkit.FakeWeChat;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatSendTest {

    private static final String USER = "oABCD_customer-7";

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final FakeWeChat platform = new FakeWeChat(WeChatContractTest.ACCOUNT, clock);
    private final WeChatChannel channel =
            WeChatContractTest.open(platform.baseUri(), "", Duration.ofSeconds(8), clock);

    @AfterEach
    void close() {
        channel.close();
        platform.close();
    }

    private Delivery send(String text) {
        return send(Part.text(text));
    }

    private Delivery send(Part... parts) {
        var to = new Address("wechat-oa", "brand", USER);
        return channel.send(new Outbound("key", to, List.of(parts)));
    }

    private long tokenCalls() {
        return platform.calls().stream()
                .filter(call -> call.path().equals("/cgi-bin/stable_token"))
                .count();
    }

    @Test
    void sendsBytesAsTheVendorReadsThem() {
        platform.customerWrote(USER);
        assertThat(send("茶 🍵\n\"x\"")).isEqualTo(new Delivery.Sent(Optional.empty()));
        var call = platform.calls().get(1);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.path()).isEqualTo("/cgi-bin/message/custom/send");
        assertThat(call.query()).isEqualTo(Map.of("access_token", "token_1-x"));
        assertThat(call.bodyText())
                .isEqualTo(
                        "{\"touser\":\"oABCD_customer-7\",\"msgtype\":\"text\","
                                + "\"text\":{\"content\":\"茶 🍵\\n\\\"x\\\"\"}}");
    }

    @Test
    void choicesAreAMenuWhoseLinesAreTapped() {
        platform.customerWrote(USER);
        var choices =
                new Part.Choices(
                        "满意吗？",
                        List.of(new Part.Action("满意", "rate:5"), new Part.Action("不满意", "rate:1")));
        assertThat(send(choices)).isInstanceOf(Delivery.Sent.class);
        assertThat(platform.delivered().getLast().text()).isEqualTo("满意吗？\n[满意]\n[不满意]");
        assertThat(platform.calls().getLast().bodyText())
                .contains("\"msgtype\":\"msgmenu\"", "\"id\":\"1\"", "\"content\":\"满意\"");
    }

    @Test
    void aPictureOfOursIsHandedOverAndShown() {
        platform.customerWrote(USER);
        assertThat(send(media("/api/v1/files/cat", "image/png", "猫.png")))
                .isInstanceOf(Delivery.Sent.class);
        assertThat(platform.delivered().getLast().text()).isEqualTo("<picture _.png>");
    }

    @Test
    void whatIsNoPictureOfOursGoesAsALink() {
        platform.customerWrote(USER);
        assertThat(send(media("https://cdn.example/bill.pdf", "application/pdf", "bill.pdf")))
                .isInstanceOf(Delivery.Sent.class);
        assertThat(platform.delivered().getLast().text())
                .isEqualTo("bill.pdf: https://cdn.example/bill.pdf");
        send(media("https://cdn.example/dog.png", "image/png", "dog.png"));
        assertThat(platform.delivered().getLast().text())
                .isEqualTo("dog.png: https://cdn.example/dog.png");
    }

    private static Part media(String uri, String type, String name) {
        return new Part.Media(java.net.URI.create(uri), type, name, 4);
    }

    @Test
    void afterAClickThreeMessagesGoWithinAMinuteAsTheCoreReckons() {
        platform.customerFollowed(USER);
        for (int i = 0; i < 3; i++) {
            assertThat(send("hello " + i)).isInstanceOf(Delivery.Sent.class);
        }
        assertThat(send("one too many")).isInstanceOf(Delivery.Rejected.class);
    }

    @Test
    void tellsTheCoreOfTheVendorsWindow() {
        assertThat(channel.capabilities().window())
                .contains(new ReplyWindow(Duration.ofHours(48), 5));
        assertThat(channel.capabilities().idempotentSend()).isFalse();
    }

    @Test
    void rejectsTheSixthMessageUntilTheCustomerWritesAgain() {
        platform.customerWrote(USER);
        for (int i = 0; i < 5; i++) {
            assertThat(send("answer " + i)).isInstanceOf(Delivery.Sent.class);
        }
        assertThat(send("one too many"))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("45047"));
        platform.customerWrote(USER);
        assertThat(send("again")).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    void rejectsAMessageAfterTheWindowClosed() {
        platform.customerWrote(USER);
        clock.advance(Duration.ofHours(48));
        assertThat(send("late"))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("45015", "48 hours"));
        assertThat(platform.delivered()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-1", "45009", "45011"})
    void triesLaterWhenTheVendorIsBusy(int code) {
        platform.customerWrote(USER);
        platform.refuseNext(code);
        assertThat(send("hello")).isInstanceOf(Delivery.Later.class);
        assertThat(platform.delivered()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {40003, 45002, 48001, 50002})
    void givesUpWhereNoLaterAttemptCanHelp(int code) {
        platform.customerWrote(USER);
        platform.refuseNext(code);
        assertThat(send("hello"))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("" + code));
    }

    @Test
    void doesNotKnowWhenTheVendorsGatewayGaveUpWaiting() {
        platform.customerWrote(USER);
        platform.failNext(new FakePlatform.Fault.Status(504, Map.of()));
        assertThat(send("hello")).isInstanceOf(Delivery.Unknown.class);
    }

    @Test
    void joinsTextsAndRefusesWhatIsTooHeavy() {
        platform.customerWrote(USER);
        assertThat(send(Part.text("a"), Part.text("b"))).isInstanceOf(Delivery.Sent.class);
        assertThat(platform.textsTo(USER)).containsExactly("a\nb");
        assertThat(send("x".repeat(2049))).isInstanceOf(Delivery.Rejected.class);
        assertThat(send(" ")).isInstanceOf(Delivery.Rejected.class);
        assertThat(platform.textsTo(USER)).hasSize(1);
    }

    @Test
    void asksForATokenOnceUntilItIsAboutToExpire() {
        platform.customerWrote(USER);
        send("1");
        clock.advance(Duration.ofMinutes(114));
        send("2");
        assertThat(tokenCalls()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        send("3");
        assertThat(tokenCalls()).isEqualTo(2);
        assertThat(platform.textsTo(USER)).containsExactly("1", "2", "3");
    }

    @Test
    void asksOnlyOnceWhenManySendAtOnce() throws Exception {
        var users = IntStream.range(0, 40).mapToObj(i -> "user" + i).toList();
        users.forEach(platform::customerWrote);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Delivery>> sends =
                    users.stream()
                            .<Callable<Delivery>>map(
                                    user ->
                                            () ->
                                                    channel.send(
                                                            new Outbound(
                                                                    user,
                                                                    new Address(
                                                                            "wechat-oa",
                                                                            "brand",
                                                                            user),
                                                                    List.of(Part.text("hi")))))
                            .toList();
            for (var sent : threads.invokeAll(sends)) {
                assertThat(sent.get()).isInstanceOf(Delivery.Sent.class);
            }
        }
        assertThat(tokenCalls()).isEqualTo(1);
        assertThat(platform.delivered()).hasSize(40);
    }

    @Test
    void replacesATokenThatTheVendorRefusesAndSendsOnce() {
        platform.customerWrote(USER);
        send("1");
        platform.revokeToken();
        assertThat(send("2")).isInstanceOf(Delivery.Sent.class);
        assertThat(tokenCalls()).isEqualTo(2);
        assertThat(platform.textsTo(USER)).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(ints = {40001, 40014, 42001})
    void forcesANewTokenWhenTheVendorHandsOutTheRefusedOneAgain(int code) {
        platform.customerWrote(USER);
        platform.refuseNext(code);
        assertThat(send("hello")).isInstanceOf(Delivery.Sent.class);
        assertThat(platform.tokensIssued()).isEqualTo(2);
        assertThat(platform.textsTo(USER)).containsExactly("hello");
    }

    @Test
    void triesLaterWhenEvenAFreshTokenIsRefused() {
        platform.customerWrote(USER);
        platform.refuseNext(40001);
        platform.refuseNext(40001);
        assertThat(send("hello")).isInstanceOf(Delivery.Later.class);
        assertThat(platform.delivered()).isEmpty();
    }

    @Test
    void stopsAskingForTokensThatDoNotLast() {
        platform.customerWrote(USER);
        for (int i = 0; i < 40; i++) {
            platform.refuseNext(40001);
        }
        Delivery last = send("0");
        for (int i = 1; i < 20; i++) {
            clock.advance(Duration.ofSeconds(10));
            last = send("" + i);
        }
        assertThat(tokenCalls()).isEqualTo(AccessTokens.MAX_RENEWALS_PER_HOUR);
        assertThat(last)
                .isInstanceOfSatisfying(
                        Delivery.Later.class,
                        later -> {
                            assertThat(later.after()).isGreaterThan(Duration.ofMinutes(50));
                            assertThat(later.reason()).contains("access tokens within an hour");
                        });
    }

    @Test
    void triesLaterAndPausesWhenTheSecretIsWrong() {
        var stranger =
                new FakeWeChat.Account(
                        WeChatContractTest.ACCOUNT.appId(),
                        "another secret",
                        WeChatContractTest.ACCOUNT.token(),
                        WeChatContractTest.ACCOUNT.encodingAesKey());
        try (var other = new FakeWeChat(stranger, clock);
                var lost =
                        WeChatContractTest.open(
                                other.baseUri(), "", Duration.ofSeconds(8), clock)) {
            var message =
                    new Outbound(
                            "k", new Address("wechat-oa", "brand", USER), List.of(Part.text("hi")));
            assertThat(lost.send(message))
                    .isInstanceOfSatisfying(
                            Delivery.Later.class,
                            later -> assertThat(later.reason()).contains("40125"));
            lost.send(message);
            assertThat(other.calls()).hasSize(1);
        }
    }

    @Test
    void fetchesWhatACustomerSpokeOrFilmed() {
        assertThat(channel.fetch("voice-1"))
                .isInstanceOfSatisfying(
                        MediaChannel.StoredMedia.Found.class,
                        found -> {
                            assertThat(found.mimeType()).isEqualTo("audio/amr");
                            assertThat(found.content()).asString().isEqualTo("a voice");
                        });
        assertThat(channel.fetch("video-1"))
                .isInstanceOfSatisfying(
                        MediaChannel.StoredMedia.Found.class,
                        found -> assertThat(found.content()).asString().isEqualTo("a video"));
    }

    @Test
    void saysThatAFileIsGone() {
        assertThat(channel.fetch("long-ago")).isInstanceOf(MediaChannel.StoredMedia.Gone.class);
        assertThat(channel.fetch("../token?x=")).isInstanceOf(MediaChannel.StoredMedia.Gone.class);
    }

    @Test
    void fetchesWithAnotherTokenWhenTheVendorRefusesOurs() {
        channel.fetch("voice-1");
        platform.revokeToken();
        assertThat(channel.fetch("voice-1")).isInstanceOf(MediaChannel.StoredMedia.Found.class);
    }
}
