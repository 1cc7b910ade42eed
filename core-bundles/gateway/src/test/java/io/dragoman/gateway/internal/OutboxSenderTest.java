package io.dragoman.gateway.internal;

import static io.dragoman.gateway.internal.GatewayWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Part;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxSenderTest extends OutboxWorld {

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
