package io.dragoman.events.internal;

import static io.dragoman.events.internal.EventWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.StandardWebhooks;
import io.dragoman.api.channel.WebhookRequest;
import io.dragoman.api.config.Secret;
import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.events.internal.Receiver.Answer;
import io.dragoman.events.internal.Receiver.Call;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.State;
import io.dragoman.storage.EventStore.Subscription;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSenderTest {

    @TempDir Path folder;
    private EventWorld world;
    private Receiver receiver;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        world = new EventWorld(folder).sending();
        world.customer("ann");
    }

    @AfterEach
    void close() throws InterruptedException {
        world.close();
        receiver.close();
    }

    private Subscription subscribed() {
        return world.subscribe("s", receiver.url(), "message.created");
    }

    private Delivery only() {
        return world.deliveries("s").getFirst();
    }

    private Subscription endpoint() {
        return world.stores.events().subscriptions().getFirst();
    }

    /** Checks a signature as the receiver does, at the time at which it was made. */
    private Optional<String> complaint(Call call, String secret) {
        var headers =
                Map.of(
                        "webhook-id", List.of(call.header("webhook-id")),
                        "webhook-timestamp", List.of(call.header("webhook-timestamp")),
                        "webhook-signature", List.of(call.header("webhook-signature")));
        return new StandardWebhooks(List.of(new Secret(secret)))
                .complaint(
                        new WebhookRequest(
                                WebhookRequest.Endpoint.WEBHOOK,
                                "POST",
                                Map.of(),
                                headers,
                                call.body().getBytes(StandardCharsets.UTF_8),
                                world.clock.instant()));
    }

    @Test
    void anEventArrivesSignedWithBothSecretsOfARotation() {
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> receiver.calls().size() == 1);
        var call = receiver.calls().get(0);
        assertThat(call.header("content-type")).isEqualTo("application/json");
        assertThat(call.header("webhook-id")).isEqualTo(only().eventId());
        assertThat(complaint(call, EventWorld.SECRET)).isEmpty();
        assertThat(complaint(call, EventWorld.OLD_SECRET)).isEmpty();
        assertThat(call.body()).startsWith("{\"id\":\"evt_").contains("\"text\":\"hello\"");
        await(() -> only().state() == State.DELIVERED);
    }

    @Test
    void theOldSecretEndsWithItsTime() {
        subscribed();
        world.clock.advance(Duration.ofHours(25));
        world.hello("c-ann", "hello");
        await(() -> receiver.calls().size() == 1);
        assertThat(complaint(receiver.calls().get(0), EventWorld.OLD_SECRET)).isPresent();
        assertThat(complaint(receiver.calls().get(0), EventWorld.SECRET)).isEmpty();
    }

    @Test
    void whatFailsIsSentAgainWithTheSameIdAndBodyAndTheLogHasEveryCall() {
        receiver.answer = call -> call < 3 ? new Answer(503, "busy", Map.of()) : Answer.of(204);
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> only().attempts() == 1);
        assertThat(only().reason()).isEqualTo("the endpoint answered 503");
        assertThat(endpoint().failingSince()).isPresent();
        world.later(Duration.ofSeconds(7));
        await(() -> only().attempts() == 2);
        world.later(Duration.ofSeconds(37));
        await(() -> only().state() == State.DELIVERED);
        await(() -> endpoint().failingSince().isEmpty());
        assertThat(receiver.calls())
                .extracting(Call::body)
                .hasSize(3)
                .containsOnly(receiver.calls().get(0).body());
        assertThat(receiver.calls())
                .extracting(call -> call.header("webhook-id"))
                .containsOnly(only().eventId());
        var attempts = world.stores.events().attempts(only().id());
        assertThat(attempts).extracting(a -> a.status()).containsExactly(503, 503, 204);
        assertThat(attempts.get(0).response()).isEqualTo("busy");
        assertThat(attempts.get(0).headers()).contains("webhook-signature: v1,");
        assertThat(attempts.get(0).url()).isEqualTo(receiver.url());
    }

    @Test
    void theReceiversWishToWaitIsHonoured() {
        receiver.answer = call -> new Answer(429, "", Map.of("Retry-After", "600"));
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> only().attempts() == 1);
        assertThat(Duration.between(world.clock.instant(), only().dueAt()))
                .isBetween(Duration.ofMillis(599_999), Duration.ofSeconds(600));
    }

    @Test
    void aDeliveryIsGivenUpAfterThreeDaysAndSentAgainWhenAPersonWants() {
        receiver.answer = call -> Answer.of(500);
        subscribed();
        world.hello("c-ann", "hello");
        for (int i = 1; i <= 13; i++) {
            int attempts = i;
            await(() -> only().attempts() == attempts);
            var wait = Duration.between(world.clock.instant(), only().dueAt());
            world.later(wait.plusMillis(1));
        }
        assertThat(only().state()).isEqualTo(State.FAILED);
        receiver.answer = call -> Answer.of(200);
        assertThat(world.stores.events().redeliver(only().id(), world.clock.instant())).isTrue();
        world.look();
        await(() -> only().state() == State.DELIVERED);
    }

    @Test
    void anEndpointThatFailsForDaysIsDisabledAndPeopleHearOfIt() {
        receiver.answer = call -> Answer.of(500);
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> endpoint().failingSince().isPresent());
        await(() -> only().attempts() == 1);
        world.later(Duration.ofHours(121));
        await(() -> !endpoint().enabled());
        assertThat(endpoint().disabledReason()).contains("120 hours", "500");
        await(() -> world.notices.contains("bad event-endpoint.disabled Shop s"));
        var health = world.alarms.check().get(0);
        assertThat(health.status()).isEqualTo(Status.DEGRADED);
        assertThat(health.reason()).contains("Shop s", "disabled");
        await(
                () ->
                        world
                                .stores
                                .desk()
                                .audit(Optional.of("disabled"), Optional.empty(), 5)
                                .items()
                                .stream()
                                .anyMatch(a -> a.action().equals("event-endpoint.disabled")));
        // Nothing more is written for it, and what waits is kept until it is enabled again.
        world.hello("c-ann", "another");
        assertThat(world.deliveries("s")).hasSize(1);
        assertThat(only().state()).isEqualTo(State.PENDING);
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnce() {
        receiver.answer = call -> Answer.of(410);
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> !endpoint().enabled());
        assertThat(endpoint().disabledReason()).contains("410");
        assertThat(only().state()).isEqualTo(State.FAILED);
    }

    @Test
    void redirectsAreFailures() {
        receiver.answer =
                call -> new Answer(307, "", Map.of("Location", "http://169.254.169.254/"));
        subscribed();
        world.hello("c-ann", "hello");
        await(() -> only().attempts() == 1);
        assertThat(only().reason()).contains("307", "redirects are not followed");
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void aSlowEndpointHoldsUpNoOther() throws IOException {
        try (var slow = new Receiver()) {
            var release = new java.util.concurrent.CountDownLatch(1);
            slow.answer =
                    call -> {
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Answer.of(200);
                    };
            world.subscribe("slow", slow.url(), "message.created");
            subscribed();
            for (int i = 0; i < 20; i++) {
                world.hello("c-ann", "m" + i);
            }
            await(
                    () ->
                            world.deliveries("s").stream()
                                            .filter(d -> d.state() == State.DELIVERED)
                                            .count()
                                    == 20);
            assertThat(world.deliveries("slow"))
                    .noneMatch(delivery -> delivery.state() == State.DELIVERED);
            release.countDown();
        }
    }

    @Test
    void whatWasUnderWayWhenTheServerDiedIsSentAgain() {
        subscribed();
        var now = world.clock.instant();
        world.stores.events().disable("s", "", now);
        world.book.refresh();
        var event =
                new io.dragoman.storage.LogStore.EventDraft(
                        "evt_x", "message.created", "{}", List.of("s"));
        world.stores.events().add(EventWorld.SITE, event, now);
        world.stores.events().claim("s", now, now.plusSeconds(90), 10);
        world.subscribe("s", receiver.url(), "message.created");
        world.look();
        assertThat(receiver.calls()).isEmpty();
        world.later(Duration.ofSeconds(91));
        await(() -> only().state() == State.DELIVERED);
    }

    @Test
    void anAddressThatTurnedPrivateIsNotCalled() throws Exception {
        world.close();
        var inside = List.of(InetAddress.getLoopbackAddress());
        world = new EventWorld(folder, new Targets(false, Set.of(), host -> inside)).sending();
        world.subscribe("p", receiver.url().replace("http:", "https:"), "message.created");
        world.hello("c-ann", "hello");
        await(
                () ->
                        world.deliveries("p").stream()
                                .anyMatch(d -> d.reason().contains("private network")));
        assertThat(receiver.calls()).isEmpty();
    }

    @Test
    void anOutageOfTheStoreIsSurvived() {
        subscribed();
        world.stores.cut();
        world.look();
        world.stores.mend();
        world.hello("c-ann", "hello");
        await(() -> only().state() == State.DELIVERED);
    }
}
