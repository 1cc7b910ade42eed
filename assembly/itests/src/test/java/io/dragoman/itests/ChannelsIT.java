package io.dragoman.itests;

import static io.dragoman.itests.harness.Awaiting.awaited;
import static io.dragoman.itests.harness.Awaiting.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.itests.harness.AgentDesk;
import io.dragoman.itests.harness.Api;
import io.dragoman.itests.harness.Folders;
import io.dragoman.itests.harness.RunningDragoman;
import io.dragoman.itests.harness.Shared;
import io.dragoman.testkit.FakePlatform.Fault;
import io.dragoman.testkit.FakeWeChat;
import io.dragoman.testkit.FakeWeChatCaller;
import io.dragoman.testkit.FakeWebhookTarget;
import io.dragoman.testkit.WebhookSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers on other platforms, through real HTTP in both directions. */
class ChannelsIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String KEY = "0123456789abcdef";
    private static final String WEBHOOK = "io.dragoman.channel.webhook-crm.cfg";
    private static final String WECHAT = "io.dragoman.channel.wechatoa-brand.cfg";

    private static RunningDragoman dragoman;
    private static FakeWebhookTarget target;
    private static FakeWeChat weChat;
    private static FakeWeChatCaller caller;

    @BeforeAll
    static void start() {
        dragoman = Shared.demo();
        target = new FakeWebhookTarget(SECRET, Clock.systemUTC());
        var account = FakeWeChat.Account.sample();
        weChat = new FakeWeChat(account, Clock.systemUTC());
        caller =
                new FakeWeChatCaller(weChat, dragoman.api().at("/api/v1/webhooks/wechat-oa/brand"));
        configure(
                WEBHOOK,
                Map.of(
                        "account",
                        "crm",
                        "site",
                        "demo",
                        "inboundKey",
                        KEY,
                        "target",
                        target.baseUri() + "/hook",
                        "secret",
                        SECRET));
        configure(
                WECHAT,
                Map.of(
                        "account", "brand",
                        "site", "demo",
                        "appId", account.appId(),
                        "appSecret", account.appSecret(),
                        "token", account.token(),
                        "encodingAesKey", account.encodingAesKey(),
                        "baseUrl", weChat.baseUri().toString()));
        eventually(
                SOON,
                () -> {
                    assertThat(dragoman.part("channel/webhook/crm")).isPresent();
                    assertThat(dragoman.part("channel/wechat-oa/brand")).isPresent();
                });
    }

    private static void configure(String file, Map<String, String> values) {
        var text = new StringBuilder();
        values.forEach((key, value) -> text.append(key + " = " + value + "\n"));
        Folders.put(dragoman.etc().resolve(file), text.toString());
    }

    @AfterAll
    static void stop() throws IOException {
        Files.deleteIfExists(dragoman.etc().resolve(WEBHOOK));
        Files.deleteIfExists(dragoman.etc().resolve(WECHAT));
        eventually(SOON, () -> assertThat(dragoman.part("channel/webhook/crm")).isEmpty());
        target.close();
        caller.close();
        weChat.close();
    }

    private static Api.Answer handIn(String id, String user, String text, String key) {
        return dragoman.api()
                .bearing(key)
                .call(
                        "POST",
                        "/api/v1/channels/webhook/crm/messages",
                        "{\"from\":{\"id\":\"%s\",\"name\":\"Li Lei\",\"profile\":{\"locale\":\"zh-CN\"}},\"text\":\"%s\"}"
                                .formatted(user, text),
                        "Idempotency-Key",
                        id);
    }

    @Test
    void theSampleOfTheDistributionIsAnAccountAsSoonAsItLiesInEtc() throws IOException {
        var sample = dragoman.home().resolve("samples").resolve(WEBHOOK);
        var text = Files.readString(sample).replace("account = crm", "account = sample");
        var copy = dragoman.etc().resolve("io.dragoman.channel.webhook-sample.cfg");
        Folders.put(copy, text);
        try {
            eventually(SOON, () -> assertThat(dragoman.part("channel/webhook/sample")).isPresent());

            var answer =
                    dragoman.api()
                            .bearing("change-me-0123456789")
                            .call(
                                    "POST",
                                    "/api/v1/channels/webhook/sample/messages",
                                    "{\"from\":{\"id\":\"s-7\"},\"text\":\"满多少包邮？样例\"}",
                                    "Idempotency-Key",
                                    "sample-1");

            assertThat(answer.status()).isEqualTo(202);
            eventually(
                    SOON,
                    () -> assertThat(said(conversation("webhook", "样例"), "bot")).isGreaterThan(0));
        } finally {
            Files.delete(copy);
        }
    }

    /** The conversation on a channel in which somebody said a text. */
    private static String conversation(String channel, String text) {
        return awaited(SOON, "a conversation with " + text, () -> find(channel, text));
    }

    private static Optional<String> find(String channel, String text) {
        var items = dragoman.api("admin").get("/api/v1/conversations?channel=" + channel).ok();
        for (var each : items.path("items")) {
            var id = each.path("id").asText();
            if (log(id).toString().contains(text)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    private static List<JsonNode> log(String conversation) {
        var messages = new java.util.ArrayList<JsonNode>();
        dragoman.api("admin")
                .get("/api/v1/conversations/" + conversation + "/messages?limit=200")
                .ok()
                .path("messages")
                .forEach(messages::add);
        return messages;
    }

    private static long said(String conversation, String kind) {
        return log(conversation).stream()
                .filter(message -> message.at("/from/kind").asText().equals(kind))
                .count();
    }

    /** The words that reached a customer; a message with buttons arrives as two. */
    private static List<String> words(String user) {
        return target.textsTo(user).stream().filter(text -> !text.isEmpty()).toList();
    }

    @Test
    void anySystemBecomesAChannelThroughRest() {
        assertThat(handIn("m-1", "user-rest", "你好", KEY).status()).isEqualTo(202);
        assertThat(handIn("m-1", "user-rest", "你好", KEY).status()).isEqualTo(202);

        eventually(SOON, () -> assertThat(words("user-rest")).hasSize(1));
        assertThat(words("user-rest").getFirst()).contains("您好");
        assertThat(target.refusals()).isEmpty();
    }

    @Test
    void aWrongKeyIsRefused() {
        assertThat(handIn("m-2", "thief", "你好", "another-key-0000").status()).isEqualTo(401);
    }

    @Test
    void signedCallsAreTakenAndForgedOnesAreNot() {
        var body = "{\"from\":{\"id\":\"user-signed\"},\"text\":\"你好\"}";
        var signature = new WebhookSignature(SECRET);
        var genuine = signature.headers("s-1", Instant.now(), body.getBytes(UTF_8));

        assertThat(post(body.replace("你好", "再见"), genuine).status()).isEqualTo(401);
        var old = signature.headers("s-2", Instant.now().minusSeconds(3600), body.getBytes(UTF_8));
        assertThat(post(body, old).status()).isEqualTo(401);
        assertThat(post(body, genuine).status() / 100).isEqualTo(2);
        assertThat(post(body, genuine).status() / 100).isEqualTo(2);

        eventually(SOON, () -> assertThat(words("user-signed")).hasSize(1));
    }

    private static Api.Answer post(String body, Map<String, String> signed) {
        var headers =
                signed.entrySet().stream()
                        .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
                        .toArray(String[]::new);
        return dragoman.api().call("POST", "/api/v1/webhooks/webhook/crm", body, headers);
    }

    @Test
    void anAgentsAnswerArrivesAtThePlatform() {
        try (var desk = AgentDesk.open(dragoman, "agent1")) {
            handIn("m-3a", "user-agent", "webhook-agent", KEY);
            handIn("m-3b", "user-agent", "人工", KEY);
            var id = conversation("webhook", "webhook-agent");
            desk.seesConversation(id, "queued");
            desk.take(id);
            desk.say(id, "w-1", "我是小美");

            eventually(SOON, () -> assertThat(target.textsTo("user-agent")).contains("我是小美"));
            desk.closeConversation(id);
        }
    }

    @Test
    void aPlatformThatStumblesGetsTheAnswerLaterAndOnce() {
        target.failNext(new Fault.Status(503, Map.of("Retry-After", "1")));
        handIn("m-4", "user-later", "你好", KEY);

        eventually(Duration.ofSeconds(30), () -> assertThat(words("user-later")).hasSize(1));
    }

    @Test
    void weChatChecksOurAddress() {
        assertThat(caller.checkUrl()).isTrue();
    }

    @Test
    void aFollowerOfTheAccountIsAnswered() {
        var push = caller.say("openid-hello", "你好");

        assertThat(push.result()).isEqualTo(FakeWeChatCaller.Result.ACKNOWLEDGED);
        assertThat(push.attempts()).isEqualTo(1);
        // The words, and then the buttons as a menu.
        eventually(SOON, () -> assertThat(weChat.textsTo("openid-hello")).hasSize(2));
        assertThat(weChat.textsTo("openid-hello").getFirst()).contains("您好");
        assertThat(weChat.textsTo("openid-hello").getLast()).contains("转人工");
    }

    @Test
    void whatWeChatBringsTwiceIsThereOnce() throws IOException {
        weChat.customerWrote("openid-twice");
        var call = weChat.call(weChat.textXml("openid-twice", "wechat-twice"));

        assertThat(caller.exchange(call).statusCode()).isEqualTo(200);
        assertThat(caller.exchange(call).statusCode()).isEqualTo(200);

        var id = conversation("wechat-oa", "wechat-twice");
        eventually(SOON, () -> assertThat(said(id, "bot")).isEqualTo(1));
        assertThat(said(id, "visitor")).isEqualTo(1);
        eventually(SOON, () -> assertThat(weChat.textsTo("openid-twice")).hasSize(1));
    }

    @Test
    void aForgedCallInTheNameOfWeChatIsRefused() throws IOException {
        var call = weChat.call(weChat.textXml("openid-forged", "wechat-forged"));
        var body = new String(call.body(), UTF_8);
        var forged =
                new WebhookRequest(
                        call.endpoint(),
                        call.method(),
                        call.query(),
                        call.headers(),
                        body.replaceFirst("<Encrypt><!.CDATA.....", "<Encrypt><![CDATA[AAAA")
                                .getBytes(UTF_8),
                        call.receivedAt());

        assertThat(caller.exchange(forged).statusCode()).isBetween(400, 499);
        assertThat(find("wechat-oa", "wechat-forged")).isEmpty();
    }

    @Test
    void theDeskSeesWhatIsLeftOfWeChatsAllowance() {
        try (var desk = AgentDesk.open(dragoman, "agent2")) {
            caller.say("openid-quota", "wechat-quota");
            caller.say("openid-quota", "人工");
            var id = conversation("wechat-oa", "wechat-quota");
            desk.seesConversation(id, "queued");
            desk.take(id);
            caller.say("openid-quota", "在吗");
            var before = left(id);
            assertThat(before).isBetween(1, 5);

            desk.say(id, "q-1", "在的");

            eventually(SOON, () -> assertThat(weChat.textsTo("openid-quota")).contains("在的"));
            eventually(SOON, () -> assertThat(left(id)).isEqualTo(before - 1));
            desk.closeConversation(id);
        }
    }

    private static int left(String conversation) {
        var view = dragoman.api("admin").get("/api/v1/conversations/" + conversation).ok();
        assertThat(view.at("/quota/totalSends").asInt()).isEqualTo(5);
        return view.at("/quota/remainingSends").asInt();
    }
}
