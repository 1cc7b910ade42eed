package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.Filter;
import io.dragoman.storage.EventStore.State;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore.EventDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class EventStoreContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Filter ALL =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private EventStore events;

    EventStoreContract(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void takeTheEvents() {
        events = stores.events();
    }

    private Subscription subscription(String id) {
        return new Subscription(
                id,
                Optional.of(SITE),
                "订单系统",
                "https://example.com/hook",
                "whsec_x",
                Optional.of("whsec_old"),
                Optional.of(START),
                Set.of("ticket.created", "rating.given"),
                true,
                "",
                Optional.empty(),
                tick(),
                tick());
    }

    private void happened(String event, String... to) {
        events.add(SITE, new EventDraft(event, "ticket.created", "{\"n\":1}", List.of(to)), tick());
    }

    private List<String> claim(String subscription, Instant now) {
        return events.claim(subscription, now, now.plus(LEASE), 10).stream()
                .map(due -> due.delivery().id())
                .toList();
    }

    private void settle(String id, State state, Instant due) {
        events.settle(id, attempt(due, 503), state, 1, due);
    }

    private static Attempt attempt(Instant at, int status) {
        return new Attempt(
                at, status, 12, "https://example.com/hook", "webhook-id: e", "no", "503");
    }

    @Test
    void keepsSubscriptionsWithAllTheyHave() {
        var one = subscription("s1");
        events.save(one);
        assertThat(events.subscriptions()).containsExactly(one);
        assertThat(one.wants(SITE, "rating.given")).isTrue();
        assertThat(one.wants("other", "rating.given")).isFalse();
        assertThat(one.wants(SITE, "message.created")).isFalse();

        events.failing("s1", Optional.of(START));
        assertThat(events.subscriptions().getFirst().failingSince()).contains(START);
        assertThat(events.disable("s1", "gone", tick())).isTrue();
        assertThat(events.disable("s1", "gone again", tick())).isFalse();
        var disabled = events.subscriptions().getFirst();
        assertThat(disabled.enabled()).isFalse();
        assertThat(disabled.disabledReason()).isEqualTo("gone");
        assertThat(disabled.wants(SITE, "rating.given")).isFalse();
    }

    @Test
    void givesEachDeliveryOutOnceWithItsEvent() {
        happened("e1", "s1", "s2");
        happened("e2", "s1");
        happened("e3");
        var now = tick();

        var due = events.claim("s1", now, now.plus(LEASE), 10);
        assertThat(due).extracting(d -> d.event().id()).containsExactly("e1", "e2");
        assertThat(due.getFirst().event().json()).isEqualTo("{\"n\":1}");
        assertThat(claim("s1", now)).isEmpty();
        assertThat(claim("s2", now)).containsExactly("e1-s2");
        assertThat(claim("s1", now.plus(LEASE))).hasSize(2);
        assertThat(count("event")).isEqualTo(2);
    }

    @Test
    void keepsEveryCallAndSendsAgainWhatAPersonWants() {
        happened("e1", "s1");
        var now = tick();
        claim("s1", now);
        settle("e1-s1", State.PENDING, now.plusSeconds(5));
        assertThat(claim("s1", now.plusSeconds(4))).isEmpty();
        assertThat(events.redeliver("e1-s1", now)).isFalse();
        claim("s1", now.plusSeconds(5));
        settle("e1-s1", State.FAILED, now.plusSeconds(6));

        var failed = events.delivery("e1-s1").orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.status()).isEqualTo(503);
        assertThat(events.attempts("e1-s1"))
                .containsExactly(
                        attempt(now.plusSeconds(5), 503), attempt(now.plusSeconds(6), 503));
        assertThat(events.redeliver("e1-s1", tick())).isTrue();
        assertThat(claim("s1", tick())).containsExactly("e1-s1");
        events.settle("e1-s1", attempt(tick(), 200), State.DELIVERED, 1, tick());
        assertThat(events.redeliver("e1-s1", tick())).isTrue();
    }

    @Test
    void sendsAllThatFailedAgain() {
        for (var event : List.of("e1", "e2", "e3")) {
            happened(event, "s1", "s2");
        }
        settle("e1-s1", State.FAILED, START);
        settle("e2-s1", State.DELIVERED, START);
        settle("e1-s2", State.FAILED, START);
        assertThat(events.waiting("s1", 100)).isEqualTo(1);
        assertThat(events.redeliverFailed("s1", tick())).isEqualTo(1);
        assertThat(events.waiting("s1", 100)).isEqualTo(2);
        assertThat(events.waiting("s1", 1)).isEqualTo(1);
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        for (int i = 0; i < 5; i++) {
            happened("e" + i, "s1");
        }
        happened("x", "s2");
        settle("e3-s1", State.FAILED, START);

        var first = events.deliveries(ALL, Optional.empty(), 4);
        var second = events.deliveries(ALL, first.next(), 4);
        assertThat(first.items())
                .extracting(Delivery::id)
                .containsExactly("x-s2", "e4-s1", "e3-s1", "e2-s1");
        assertThat(second.items()).extracting(Delivery::id).containsExactly("e1-s1", "e0-s1");
        var failed =
                new Filter(
                        Optional.of("s1"),
                        Optional.of(State.FAILED),
                        Optional.of("ticket.created"),
                        Optional.of("e3"));
        assertThat(events.deliveries(failed, Optional.empty(), 4).items())
                .extracting(Delivery::id)
                .containsExactly("e3-s1");
    }

    @Test
    void forgetsWhatIsOldAndWhatASubscriptionLeaves() {
        events.save(subscription("s1"));
        happened("e1", "s1");
        settle("e1-s1", State.FAILED, tick());
        var between = tick();
        happened("e2", "s1");
        settle("e2-s1", State.FAILED, tick());

        assertThat(events.forget(between, 100)).isEqualTo(3);
        assertThat(events.delivery("e1-s1")).isEmpty();
        assertThat(events.event("e1")).isEmpty();
        assertThat(events.attempts("e2-s1")).hasSize(1);
        assertThat(events.delete("s1")).isTrue();
        assertThat(events.delete("s1")).isFalse();
        assertThat(events.delivery("e2-s1")).isEmpty();
        assertThat(count("event_attempt")).isZero();
    }

    @Test
    void aTicketAndItsEventStandTogether() {
        open("a");
        var event = new EventDraft("e1", "ticket.updated", "{}", List.of("s1"));
        var ticket =
                new io.dragoman.storage.Ticket(
                        "t1",
                        SITE,
                        "c-a",
                        "k-a",
                        "service",
                        "s",
                        "b",
                        io.dragoman.storage.Ticket.State.OPEN,
                        Optional.empty(),
                        List.of(),
                        START,
                        START);
        stores.desk().save(ticket, List.of(event));

        assertThat(stores.desk().ticket("t1")).isPresent();
        assertThat(events.delivery("e1-s1")).isPresent();
    }
}
