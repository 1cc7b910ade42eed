package io.dragoman.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.testkit.ChannelContract;
import io.dragoman.testkit.FakePlatform;
import io.dragoman.testkit.FakeWebhookTarget;
import io.dragoman.testkit.WebhookSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

class WebhookContractTest extends ChannelContract {

    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String KEY = "0123456789abcdef0123";

    private FakeWebhookTarget target;

    @Override
    protected FakePlatform openPlatform() {
        target = new FakeWebhookTarget(SECRET, clock);
        return target;
    }

    @Override
    protected WebhookChannel openChannel(URI platformAddress, Duration patience) {
        var settings =
                new WebhookSettings(
                        new ChannelAccount("webhook", "crm", "demo"),
                        new Secret(KEY),
                        Optional.of(platformAddress.resolve("/hook?tenant=1")),
                        List.of(new Secret(SECRET)),
                        patience);
        return new GenericWebhookChannel(settings, new JacksonJson(), new JsonParts(), clock);
    }

    @AfterEach
    void everyCallWasSignedAsTheTargetExpects() {
        assertThat(target.refusals()).isEmpty();
    }

    @Override
    protected String user() {
        return "customer-7";
    }

    @Override
    protected String payload() {
        return "{\"from\":{\"id\":\"customer-7\"},\"text\":\"hello\"}";
    }

    @Override
    protected WebhookRequest genuine(String payload, Instant at) {
        var body = payload.getBytes(StandardCharsets.UTF_8);
        var headers = new WebhookSignature(SECRET).headers("msg_1", at, body);
        return request(headers, body, at);
    }

    private static WebhookRequest request(Map<String, String> headers, byte[] body, Instant at) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK,
                "POST",
                Map.of(),
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                body,
                at);
    }

    @Override
    protected List<WebhookRequest> forgeries(WebhookRequest genuine) {
        var other = genuine.bodyText().replace("customer-7", "customer-8");
        return List.of(
                request(flat(genuine), other.getBytes(StandardCharsets.UTF_8), START),
                changed(genuine, "webhook-id", "msg_2"),
                changed(genuine, "webhook-timestamp", "" + (START.getEpochSecond() + 1)),
                changed(genuine, "webhook-timestamp", "now"),
                changed(genuine, "webhook-signature", "v1,AAAA"),
                changed(genuine, "webhook-signature", ""),
                request(Map.of(), genuine.body(), START));
    }

    private static WebhookRequest changed(WebhookRequest call, String header, String value) {
        var headers = flat(call);
        headers.put(header, value);
        return request(headers, call.body(), call.receivedAt());
    }

    private static Map<String, String> flat(WebhookRequest call) {
        var headers = new HashMap<String, String>();
        call.headers().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET, KEY);
    }
}
