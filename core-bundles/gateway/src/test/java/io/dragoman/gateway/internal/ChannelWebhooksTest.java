package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Decoded;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.channel.WebhookChannel;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.message.Address;
import io.dragoman.api.message.Inbound;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.gateway.Webhooks.Answer;
import io.dragoman.storage.ConversationLists.Filter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelWebhooksTest {

    @TempDir Path folder;
    private GatewayWorld world;
    private ChannelWebhooks webhooks;
    private String sender = "u1";

    @BeforeEach
    void open() {
        world = new GatewayWorld(folder);
        webhooks = new ChannelWebhooks(world.channels, world.inbox, world.json);
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
    }

    private record TestChannel(Function<WebhookRequest, Decoded> decoding)
            implements WebhookChannel {
        @Override
        public ChannelAccount identity() {
            return new ChannelAccount("sms", "default", "demo");
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of(Part.Kind.TEXT), 100, 0, Optional.empty(), false, false);
        }

        @Override
        public Decoded decode(WebhookRequest request) {
            return decoding.apply(request);
        }

        @Override
        public Delivery send(Outbound message) {
            return new Delivery.Sent(Optional.empty());
        }
    }

    /** Every body is the id and the text of a message of one customer. */
    private void installed() {
        installed(
                request -> {
                    var body = new String(request.body(), StandardCharsets.UTF_8).split(" ", 2);
                    var inbound =
                            new Inbound(
                                    body[0],
                                    new Address("sms", "default", sender),
                                    Instant.now(),
                                    List.of(Part.text(body[1])),
                                    Map.of());
                    return new Decoded.Messages(
                            List.of(inbound), new Decoded.Reply(200, "text/plain", "success"));
                });
    }

    private void installed(Function<WebhookRequest, Decoded> decoding) {
        world.channels.add(new TestChannel(decoding));
    }

    private Answer call(String body) {
        return webhooks.call("sms", "default", request(body));
    }

    private static WebhookRequest request(String body) {
        return new WebhookRequest(
                WebhookRequest.Endpoint.WEBHOOK,
                "POST",
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                Instant.now());
    }

    private int messages() {
        return world.stores.log().list(Filter.ALL, Optional.empty(), 10).items().stream()
                .mapToInt(conversation -> (int) conversation.lastSeq())
                .sum();
    }

    @Test
    void aCallIsAnsweredInThePlatformsWordsOnceItsMessagesAreDurable() {
        installed();
        assertThat(call("m1 hello"))
                .isEqualTo(new Answer(200, "text/plain", "success", Optional.empty()));
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aRedeliveredCallIsAnsweredAlikeAndStandsInTheLogOnce() {
        installed();
        assertThat(call("m1 hello")).isEqualTo(call("m1 hello"));
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aRedeliveredCallIsKnownAfterARestartToo() throws InterruptedException {
        installed();
        var first = call("m1 hello");
        world.close();
        open();
        installed();
        assertThat(call("m1 hello")).isEqualTo(first);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void anIdUsedAgainByAnotherSenderIsAConflict() {
        installed();
        call("m1 hello");
        sender = "u2";
        var answer = call("m1 hello");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("another sender");
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void anIdUsedAgainForOtherWordsIsAConflict() {
        installed();
        call("m1 hello");
        assertThat(call("m1 other").status()).isEqualTo(409);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void duringAnOutageThePlatformIsAskedToCallAgain() {
        installed();
        world.stores.cut();
        var answer = call("m1 hello");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).contains(Duration.ofSeconds(5));
        world.stores.mend();
        assertThat(call("m1 hello").status()).isEqualTo(200);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aHandshakeIsAnsweredAndAForgeryRefusedWithItsReason() {
        installed(
                request ->
                        request.body().length == 0
                                ? new Decoded.Reply(200, "text/plain", "echo")
                                : new Decoded.Refused(401, "the signature does not fit"));
        assertThat(call("").body()).isEqualTo("echo");
        var refused = call("forged");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("the signature does not fit");
    }

    @Test
    void aChannelThatThrowsIsAnErrorOfOurs() {
        installed(
                request -> {
                    throw new NoClassDefFoundError("gone");
                });
        assertThat(call("x").status()).isEqualTo(500);
    }

    @Test
    void anUnknownAccountIsNamed() {
        installed();
        var answer = webhooks.call("sms", "nobody", request("x"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("nobody");
    }

    @Test
    void messagesThatNobodyNeedsAreAcknowledged() {
        installed(
                request ->
                        new Decoded.Messages(
                                List.of(), new Decoded.Reply(200, "text/plain", "ok")));
        assertThat(call("event").status()).isEqualTo(200);
    }
}
