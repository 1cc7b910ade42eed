package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Delivery;
import io.dragoman.storage.OutboxStore.State;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxUnknownTest extends OutboxWorld {

    @Test
    void whatMayHaveArrivedIsNeverRepeatedBlindly() {
        channel.answer = (call, text) -> new Delivery.Unknown("read timed out");
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        await(() -> in(State.UNKNOWN).size() == 1);
        later(Duration.ofHours(1));
        say(customer("b"), "other");
        await(() -> in(State.UNKNOWN).size() == 2);
        assertThat(channel.texts()).containsExactly("hello", "other");
    }

    /** Somebody leased the row and died before they could say how it went. */
    private void diedWhileSending() {
        world.conversation("a", false, "sms");
        say("c-a", "hello");
        var now = clock.instant();
        assertThat(world.stores.outbox().claim(now, now.plusSeconds(60), 10)).hasSize(1);
    }

    @Test
    void whatWasBeingSentWhenTheServerDiedIsShownToAPerson() {
        diedWhileSending();
        world.channels.add(channel);
        start();
        later(Duration.ofSeconds(61));
        await(() -> in(State.UNKNOWN).size() == 1);
        assertThat(in(State.UNKNOWN).get(0).reason()).contains("server stopped");
        assertThat(channel.calls).isEmpty();
    }

    @Test
    void whereThePlatformKnowsRepeatsItIsSentAgain() {
        diedWhileSending();
        var repeatable = new TestChannel(true);
        world.channels.add(repeatable);
        start();
        later(Duration.ofSeconds(61));
        await(() -> in(State.SENT).size() == 1);
        assertThat(repeatable.texts()).containsExactly("hello");
    }

    @Test
    void aMessageThatOutlivesItsLeaseIsSentOnce() throws InterruptedException {
        var begun = new java.util.concurrent.CountDownLatch(1);
        var go = new java.util.concurrent.CountDownLatch(1);
        channel.answer =
                (call, text) -> {
                    begun.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Delivery.Sent(Optional.empty());
                };
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        begun.await();
        later(Duration.ofSeconds(61));
        await(
                () ->
                        in(State.PENDING).stream()
                                .anyMatch(item -> item.dueAt().isAfter(clock.instant())));
        go.countDown();
        await(() -> in(State.SENT).size() == 1);
        assertThat(channel.texts()).containsExactly("hello");
    }

    @Test
    void whatWasSentIsKeptAsSentThoughTheStoreWasAwayForAMoment() {
        channel.answer =
                (call, text) -> {
                    world.stores.cut();
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        java.util.concurrent.locks.LockSupport.parkNanos(
                                                500_000_000L);
                                        world.stores.mend();
                                    });
                    return new Delivery.Sent(Optional.empty());
                };
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        await(() -> !channel.calls.isEmpty());
        await(
                () -> {
                    try {
                        return in(State.SENT).size() == 1;
                    } catch (io.dragoman.storage.StoreException e) {
                        return false;
                    }
                });
        assertThat(channel.calls).hasSize(1);
    }

    @Test
    void aPlatformThatKnowsRepeatsGetsTheUnknownAgain() {
        var repeatable = new TestChannel(true);
        repeatable.answer =
                (call, text) ->
                        call == 1
                                ? new Delivery.Unknown("read timed out")
                                : new Delivery.Sent(Optional.empty());
        world.channels.add(repeatable);
        start();
        say(customer("a"), "hello");
        await(() -> in(State.PENDING).stream().anyMatch(item -> item.attempts() == 1));
        later(Duration.ofSeconds(5));
        await(() -> in(State.SENT).size() == 1);
    }

    @Test
    void aMessageOfWhichOnlyAPartArrivedIsShownToAPerson() {
        channel.answer =
                (call, text) ->
                        call == 2
                                ? new Delivery.Later(Duration.ZERO, "429")
                                : new Delivery.Sent(Optional.empty());
        world.channels.add(channel);
        start();
        say(customer("a"), "One sentence here. And another one. And a third.");
        await(() -> in(State.UNKNOWN).size() == 1);
        assertThat(in(State.UNKNOWN).get(0).reason()).contains("only 1 of");
        assertThat(channel.calls).hasSize(2);
        assertThat(channel.calls.get(0).idempotencyKey())
                .isNotEqualTo(channel.calls.get(1).idempotencyKey());
    }

    @Test
    void aChannelThatThrowsIsOfUnknownOutcomeAndHurtsNobodyElse() {
        channel.answer =
                (call, text) -> {
                    if (text.equals("boom")) {
                        throw new NoClassDefFoundError("its bundle is gone");
                    }
                    return new Delivery.Sent(Optional.empty());
                };
        world.channels.add(channel);
        start();
        say(customer("a"), "boom");
        say(customer("b"), "fine");
        await(() -> in(State.UNKNOWN).size() == 1 && in(State.SENT).size() == 1);
    }
}
