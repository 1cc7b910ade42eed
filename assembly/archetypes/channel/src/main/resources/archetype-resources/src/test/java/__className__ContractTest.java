package ${package};

import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.json.JacksonJson;
import io.dragoman.testkit.ChannelContract;
import io.dragoman.testkit.FakePlatform;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All that a channel owes the core; the payloads of the platform lie in fixtures/. */
class ${className}ContractTest extends ChannelContract {

    private static final Secret SECRET = new Secret("a-secret-of-the-tests");
    private static final JacksonJson JSON = new JacksonJson();

    /** The platform at the other end; let it check what the real one checks. */
    private static final class Platform extends FakePlatform {

        @Override
        protected boolean bringsMessage(Call call) {
            return true;
        }

        @Override
        protected Answer answer(Call call) {
            var time = call.header(${className}Channel.TIME).orElse("");
            var signature = call.header(${className}Channel.SIGNATURE).orElse("");
            if (!signature.equals(${className}Channel.sign(SECRET, time, call.body()))) {
                return Answer.json(401, "{}");
            }
            var message = (Map<?, ?>) JSON.read(call.bodyText());
            deliver(
                    new Delivered(
                            (String) message.get("to"), (String) message.get("text"), START));
            return Answer.json(200, "{}");
        }
    }

    @Override
    protected FakePlatform openPlatform() {
        return new Platform();
    }

    @Override
    protected WebhookChannel openChannel(URI platform, Duration patience) {
        var identity = new ChannelAccount("${artifactId}", "default", "demo");
        var target = platform.resolve("/messages");
        return new ${className}Channel(
                new ${className}Channel.Settings(identity, target, SECRET, patience), JSON, clock);
    }

    @Override
    protected String user() {
        return "customer-7";
    }

    @Override
    protected String payload() {
        return "{\"id\":\"m1\",\"from\":\"customer-7\",\"at\":1795248000,\"text\":\"hello\"}";
    }

    @Override
    protected WebhookRequest genuine(String payload, Instant at) {
        var body = payload.getBytes(StandardCharsets.UTF_8);
        var time = Long.toString(at.getEpochSecond());
        return call(time, ${className}Channel.sign(SECRET, time, body), body, at);
    }

    private static WebhookRequest call(String time, String signature, byte[] body, Instant at) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK,
                "POST",
                Map.of(),
                Map.of(
                        ${className}Channel.TIME, List.of(time),
                        ${className}Channel.SIGNATURE, List.of(signature)),
                body,
                at);
    }

    @Override
    protected List<WebhookRequest> forgeries(WebhookRequest genuine) {
        var time = genuine.header(${className}Channel.TIME).orElseThrow();
        var signature = genuine.header(${className}Channel.SIGNATURE).orElseThrow();
        var other = genuine.bodyText().replace("hello", "hullo").getBytes(StandardCharsets.UTF_8);
        return List.of(
                call(time, signature, other, START),
                call(time + "0", signature, genuine.body(), START),
                call("now", signature, genuine.body(), START),
                call(time, "00", genuine.body(), START));
    }

    @Override
    protected List<String> secrets() {
        return List.of(SECRET.reveal());
    }
}
