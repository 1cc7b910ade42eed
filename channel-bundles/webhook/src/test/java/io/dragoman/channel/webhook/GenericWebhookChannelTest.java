package io.dragoman.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.testkit.FakePlatform;
import io.dragoman.testkit.FakeWebhookTarget;
import io.dragoman.testkit.TestClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericWebhookChannelTest {

    private static final String SECRET = WebhookContractTest.SECRET;
    private static final String KEY = WebhookContractTest.KEY;
    private static final ChannelAccount CRM = new ChannelAccount("webhook", "crm", "demo");
    private static final Outbound HELLO =
            new Outbound("c1.7", new Address("webhook", "crm", "u1"), List.of(Part.text("你好 👋")));

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final FakeWebhookTarget target = new FakeWebhookTarget(SECRET, clock);
    private final GenericWebhookChannel channel = open(Optional.of(target.baseUri()));

    private GenericWebhookChannel open(Optional<URI> address) {
        var settings =
                new WebhookSettings(
                        CRM,
                        new Secret(KEY),
                        address,
                        List.of(new Secret(SECRET)),
                        Duration.ofSeconds(8));
        return new GenericWebhookChannel(settings, new JacksonJson(), new JsonParts(), clock);
    }

    @AfterEach
    void close() {
        channel.close();
        target.close();
    }

    private Decoded post(String key, String idempotencyKey, String body) {
        var headers = new HashMap<String, List<String>>();
        headers.put("authorization", List.of("Bearer " + key));
        if (!idempotencyKey.isEmpty()) {
            headers.put("IDEMPOTENCY-KEY", List.of(idempotencyKey));
        }
        return channel.decode(
                new WebhookRequest(
                        WebhookRequest.Endpoint.MESSAGES,
                        "POST",
                        Map.of(),
                        headers,
                        body.getBytes(StandardCharsets.UTF_8),
                        clock.instant()));
    }

    private Inbound taken(String body) {
        return ((Decoded.Messages) post(KEY, "k1", body)).messages().get(0);
    }

    @Test
    void takesAMessageOverTheRestApi() {
        var decoded =
                (Decoded.Messages)
                        post(
                                KEY,
                                "order-7/3",
                                """
                                {"from":{"id":"u1","name":"李雷","profile":{"customerId":"C1","vip":true}},
                                 "text":"我的订单呢","sentAt":"2026-11-21T15:59:00+08:00"}
                                """);
        assertThat(decoded.messages())
                .containsExactly(
                        new Inbound(
                                "order-7/3",
                                new Address("webhook", "crm", "u1"),
                                Instant.parse("2026-11-21T07:59:00Z"),
                                List.of(Part.text("我的订单呢")),
                                Map.of("name", "李雷", "customerId", "C1", "vip", "true")));
        assertThat(decoded.acknowledgement().status()).isEqualTo(202);
        assertThat(decoded.acknowledgement().contentType()).isEqualTo("application/json");
        assertThat((Map<?, ?>) new JacksonJson().read(decoded.acknowledgement().body()))
                .isEqualTo(Map.of("accepted", true, "id", "order-7/3"));
    }

    @Test
    void takesRichParts() {
        var message =
                taken(
                        "{\"from\":{\"id\":\"u1\"},\"parts\":[{\"type\":\"media\",\"uri\":\"https://a.example/1.png\"},"
                                + "{\"type\":\"place\",\"latitude\":1,\"longitude\":2}]}");
        assertThat(message.parts())
                .containsExactly(
                        new Part.Media(
                                URI.create("https://a.example/1.png"),
                                "application/octet-stream",
                                "",
                                0),
                        new Part.Place(1, 2, ""));
    }

    @Test
    void datesAMessageFromTheFutureNow() {
        assertThat(
                        taken(
                                        "{\"from\":{\"id\":\"u1\"},\"text\":\"a\",\"sentAt\":\"2027-01-01T00:00:00Z\"}")
                                .sentAt())
                .isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcdef0124", "0123456789abcdef012"})
    void refusesAWrongKey(String key) {
        assertThat(post(key, "k1", "{}"))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(401));
    }

    @Test
    void asksForAnIdempotencyKey() {
        assertThat(post(KEY, "", "{\"from\":{\"id\":\"u1\"},\"text\":\"a\"}"))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.reason()).contains("Idempotency-Key"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | No valid JSON",
                "[] | the body must be a JSON object",
                "{\"text\":\"a\"} | from: must be an object",
                "{\"from\":{\"id\":7},\"text\":\"a\"} | from.id: must be a string",
                "{\"from\":{\"id\":\" \"},\"text\":\"a\"} | from.id: must have 1 to 128",
                "{\"from\":{\"id\":\"u\"}} | give either text or parts",
                "{\"from\":{\"id\":\"u\"},\"text\":\"a\",\"parts\":[]} | give either text or parts",
                "{\"from\":{\"id\":\"u\"},\"text\":1} | text: must be a string",
                "{\"from\":{\"id\":\"u\"},\"parts\":[{\"type\":\"x\"}]} | parts[0].type",
                "{\"from\":{\"id\":\"u\"},\"text\":\"a\",\"sentAt\":\"now\"} | sentAt: must be a time",
                "{\"from\":{\"id\":\"u\",\"profile\":1},\"text\":\"a\"} | from.profile: must be an object",
                "{\"from\":{\"id\":\"u\",\"profile\":{\"a\":{}}},\"text\":\"a\"} | from.profile.a: must be",
            })
    void saysWhatIsWrongWithABody(String body, String reason) {
        assertThat(post(KEY, "k1", body))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(400);
                            assertThat(refused.reason()).startsWith(reason);
                        });
    }

    @Test
    void sendsASignedEventInUtf8() {
        assertThat(channel.send(HELLO)).isEqualTo(new Delivery.Sent(Optional.empty()));
        var call = target.calls().get(0);
        assertThat(call.method()).isEqualTo("POST");
        assertThat(call.header("content-type")).contains("application/json");
        assertThat(call.header("webhook-timestamp"))
                .contains("" + clock.instant().getEpochSecond());
        assertThat(call.header("webhook-id").orElseThrow()).matches("msg_[0-9a-f]{64}");
        assertThat(call.bodyText())
                .isEqualTo(
                        "{\"type\":\"message.created\",\"timestamp\":\"2026-11-21T08:00:00Z\",\"data\":"
                                + "{\"idempotencyKey\":\"c1.7\",\"account\":\"crm\",\"to\":{\"id\":\"u1\"},"
                                + "\"parts\":[{\"type\":\"text\",\"text\":\"你好 👋\"}]}}");
    }

    @Test
    void keepsTheIdOfARepeatedMessageButNotItsTime() {
        channel.send(HELLO);
        clock.advance(Duration.ofMinutes(30));
        channel.send(HELLO);
        var ids = target.calls().stream().map(call -> call.header("webhook-id")).distinct();
        assertThat(ids).hasSize(1);
        assertThat(target.refusals()).isEmpty();
        assertThat(target.delivered()).hasSize(1);
    }

    @Test
    void givesUpWhereTheTargetDoesNotKnowOurSecret() {
        try (var stranger =
                new FakeWebhookTarget("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", clock)) {
            assertThat(open(Optional.of(stranger.baseUri())).send(HELLO))
                    .isEqualTo(new Delivery.Rejected("the target answered 401"));
            assertThat(stranger.delivered()).isEmpty();
        }
    }

    @Test
    void doesNotFollowARedirect() {
        var elsewhere = Map.of("Location", target.baseUri() + "/elsewhere");
        target.failNext(new FakePlatform.Fault.Status(307, elsewhere));
        assertThat(channel.send(HELLO))
                .isEqualTo(
                        new Delivery.Rejected(
                                "the target answered 307; redirects are not followed"));
        assertThat(target.calls()).hasSize(1);
    }

    @Test
    void rejectsWhenThereIsNoTarget() {
        try (var silent = open(Optional.empty())) {
            assertThat(silent.send(HELLO)).isInstanceOf(Delivery.Rejected.class);
        }
    }

    @Test
    void refusesSettingsThatCannotWork() {
        var none = new Secret("");
        var key = new Secret(KEY);
        var address = Optional.of(URI.create("https://crm.example/hook"));
        var odd = Optional.of(URI.create("ftp://crm.example/hook"));
        var wait = Duration.ofSeconds(8);
        assertThatThrownBy(() -> new WebhookSettings(CRM, none, Optional.empty(), List.of(), wait))
                .hasMessageContaining("inboundKey");
        assertThatThrownBy(() -> new WebhookSettings(CRM, key, address, List.of(), wait))
                .hasMessageContaining("\"secret\"");
        assertThatThrownBy(
                        () -> new WebhookSettings(CRM, key, odd, List.of(new Secret(SECRET)), wait))
                .hasMessageContaining("http or https");
        assertThatThrownBy(
                        () ->
                                new WebhookSettings(
                                        CRM,
                                        new Secret("short"),
                                        Optional.empty(),
                                        List.of(),
                                        wait))
                .hasMessageContaining("16 characters");
    }
}
