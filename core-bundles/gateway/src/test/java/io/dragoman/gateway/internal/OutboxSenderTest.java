package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Capabilities;
import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.ChannelAccount;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Outbound;
import io.dragoman.api.message.Part;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxSenderTest {

    @TempDir Path folder;
    private GatewayWorld world;
    private final TestClock clock = TestClock.at(Instant.now().plusSeconds(60));
    private final TestChannel channel = new TestChannel(false);
    private OutboxSender sender;

    @BeforeEach
    void open() {
        world = new GatewayWorld(folder);
    }

    @AfterEach
    void close() throws InterruptedException {
        sender.close();
        world.close();
    }

    private void start() {
        sender =
                new OutboxSender(
                        world.stores.outbox(),
                        world.stores.log(),
                        world.channels,
                        world.feed,
                        world.signals,
                        world.uploads,
                        clock);
    }

    /** A platform whose answers the test decides by the number of the call and the text. */
    private static final class TestChannel implements Channel {
        private final boolean idempotent;
        private final List<Outbound> calls = new CopyOnWriteArrayList<>();
        private volatile BiFunction<Integer, String, Delivery> answer =
                (call, text) -> new Delivery.Sent(Optional.of("x" + call));

        TestChannel(boolean idempotent) {
            this.idempotent = idempotent;
        }

        @Override
        public ChannelAccount identity() {
            return new ChannelAccount("sms", "default", "demo");
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(
                    Set.of(Part.Kind.TEXT), 20, 0, Optional.empty(), false, idempotent);
        }

        @Override
        public Delivery send(Outbound message) {
            calls.add(message);
            return answer.apply(calls.size(), text(message));
        }

        static String text(Outbound message) {
            return Part.firstText(message.parts()).orElse("");
        }

        List<String> texts() {
            return calls.stream().map(TestChannel::text).toList();
        }
    }

    private String customer(String name) {
        return world.conversation(name, false, "sms").id();
    }

    private void say(String id, String text) {
        world.botSays(id, List.of(Part.text(text)));
    }

    private List<Item> in(State state) {
        return world.stores.outbox().list(state, Optional.empty(), 100).items();
    }

    private void later(Duration wait) {
        clock.advance(wait);
        sender.look();
    }

    @Test
    void messagesOfAConversationLeaveInTheirOrder() {
        world.channels.add(channel);
        start();
        var a = customer("a");
        for (int i = 0; i < 10; i++) {
            say(a, "m" + i);
        }
        await(() -> in(State.SENT).size() == 10);
        assertThat(channel.texts())
                .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(in(State.SENT)).allMatch(item -> item.externalId().isPresent());
    }

    @Test
    void aFailureHoldsUpItsConversationAndNoOther() {
        channel.answer =
                (call, text) ->
                        text.startsWith("bad")
                                ? new Delivery.Later(Duration.ofSeconds(5), "429")
                                : new Delivery.Sent(Optional.empty());
        world.channels.add(channel);
        start();
        say(customer("a"), "bad one");
        say("c-a", "after it");
        say(customer("b"), "good");
        await(() -> in(State.SENT).size() == 1);
        await(() -> !channel.texts().isEmpty() && channel.texts().contains("bad one"));
        assertThat(channel.texts()).doesNotContain("after it");
    }

    @Test
    void whatSurelyFailedIsTriedAgainLaterAndLaterAndNotBeforeThePlatformSays() {
        channel.answer =
                (call, text) ->
                        call == 1
                                ? new Delivery.Later(
                                        Duration.ofSeconds(30), "429 from the platform")
                                : new Delivery.Sent(Optional.empty());
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        await(() -> in(State.PENDING).stream().anyMatch(item -> item.attempts() == 1));
        var item = in(State.PENDING).get(0);
        assertThat(item.reason()).contains("429");
        assertThat(item.dueAt()).isAfterOrEqualTo(clock.instant().plusSeconds(30).minusMillis(1));
        later(Duration.ofSeconds(29));
        later(Duration.ofSeconds(2));
        await(() -> in(State.SENT).size() == 1);
        assertThat(channel.calls).hasSize(2);
        assertThat(channel.calls.get(0).idempotencyKey())
                .isEqualTo(channel.calls.get(1).idempotencyKey());
    }

    @Test
    void afterTwelveTriesItIsGivenUpWithItsReasonAndAPersonMaySendItAgain() {
        channel.answer = (call, text) -> new Delivery.Later(Duration.ZERO, "down");
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        for (int i = 1; i <= 12; i++) {
            int tries = i;
            await(() -> channel.calls.size() >= tries);
            await(
                    () ->
                            in(State.DEAD).size() == 1
                                    || in(State.PENDING).stream()
                                            .anyMatch(item -> item.attempts() == tries));
            later(Duration.ofMinutes(15));
        }
        await(() -> in(State.DEAD).size() == 1);
        assertThat(in(State.DEAD).get(0).reason()).contains("12 tries").contains("down");
        channel.answer = (call, text) -> new Delivery.Sent(Optional.empty());
        assertThat(world.stores.outbox().retry(in(State.DEAD).get(0).id(), clock.instant()))
                .isTrue();
        sender.look();
        await(() -> in(State.SENT).size() == 1);
    }

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

    @Test
    void aClockThatIsSetBackDoesNotPutOffWhatWaits() {
        channel.answer =
                (call, text) ->
                        call == 1
                                ? new Delivery.Later(Duration.ofSeconds(5), "busy")
                                : new Delivery.Sent(Optional.empty());
        world.channels.add(channel);
        start();
        var now = clock.instant();
        clock.advance(Duration.ofDays(3));
        say(customer("a"), "hello");
        await(() -> channel.calls.size() == 1);
        await(() -> in(State.PENDING).stream().anyMatch(item -> item.attempts() == 1));

        clock.set(now);
        sender.look();
        await(() -> in(State.PENDING).get(0).dueAt().isBefore(now.plusSeconds(10)));
        later(Duration.ofSeconds(10));

        await(() -> in(State.SENT).size() == 1);
        assertThat(channel.texts()).containsExactly("hello", "hello");
    }

    @Test
    void aClockThatWasAheadBeforeTheStartPutsOffNothingForLong() {
        customer("a");
        say("c-a", "hello");
        var item = in(State.PENDING).get(0);
        var wrong = clock.instant().plus(Duration.ofDays(3));
        var settlement =
                new OutboxStore.Settlement(State.PENDING, 1, wrong, "busy", Optional.empty());
        world.stores.outbox().settle(item.id(), settlement);
        world.channels.add(channel);

        start();
        await(() -> in(State.PENDING).get(0).dueAt().isBefore(wrong.minusSeconds(60)));
        later(Duration.ofMinutes(16));

        await(() -> in(State.SENT).size() == 1);
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
    void whatThePlatformRejectsIsDeadAtOnce() {
        channel.answer = (call, text) -> new Delivery.Rejected("blocked by the customer");
        world.channels.add(channel);
        start();
        say(customer("a"), "hello");
        await(() -> in(State.DEAD).size() == 1);
        assertThat(in(State.DEAD).get(0).reason()).isEqualTo("blocked by the customer");
    }

    @Test
    void aMissingChannelIsWaitedForWithoutCountingTries() {
        start();
        say(customer("a"), "hello");
        await(
                () ->
                        in(State.PENDING).stream()
                                .anyMatch(item -> item.reason().contains("not installed")));
        assertThat(in(State.PENDING).get(0).attempts()).isZero();
        world.channels.add(channel);
        later(Duration.ofSeconds(31));
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

    @Test
    void anOutageOfTheStoreIsSurvivedAndNothingIsSentTwice() {
        world.channels.add(channel);
        start();
        say(customer("a"), "one");
        await(() -> in(State.SENT).size() == 1);
        world.stores.cut();
        sender.look();
        world.stores.mend();
        say("c-a", "two");
        await(() -> in(State.SENT).size() == 2);
        assertThat(channel.texts()).containsExactly("one", "two");
    }

    @Test
    void optionsBecomeANumberedList() {
        world.channels.add(channel);
        start();
        var options = List.of(new Part.Action("Yes", "y"), new Part.Action("No", "n"));
        world.botSays(customer("a"), List.of(new Part.Choices("Sure?", options)));
        await(() -> in(State.SENT).size() == 1);
        assertThat(channel.texts()).containsExactly("Sure?\n1. Yes\n2. No");
    }
}
