package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.Settlement;
import io.dragoman.storage.OutboxStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class OutboxStoreContract extends StoreContract {

    private static final Duration LEASE = Duration.ofSeconds(30);

    private OutboxStore outbox;

    OutboxStoreContract(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void takeTheOutbox() {
        outbox = stores.outbox();
    }

    private List<String> claim(Instant now) {
        return outbox.claim(now, now.plus(LEASE), 100).stream().map(Item::id).toList();
    }

    private void settle(String id, State state, Instant due) {
        outbox.settle(id, new Settlement(state, 1, due, "because", Optional.of("x-1")));
    }

    @Test
    void holdsWhatIsNotTheCustomersOwn() {
        open("a", false);
        written(entry("c-a", visitor("hello"), bot("hi")));

        assertThat(count("outbox")).isEqualTo(1);
        var item = outbox.item("c-a-2").orElseThrow();
        assertThat(item.conversationId()).isEqualTo("c-a");
        assertThat(item.seq()).isEqualTo(2);
        assertThat(item.to()).isEqualTo(address("a"));
        assertThat(item.site()).isEqualTo(SITE);
        assertThat(item.state()).isEqualTo(State.PENDING);
        assertThat(item.dueAt()).isEqualTo(log.message("c-a", 2).orElseThrow().at());
    }

    @Test
    void holdsNothingForThoseWhoReadTheLogThemselves() {
        open("a", true);
        written(entry("c-a", bot("hi")));

        assertThat(count("outbox")).isZero();
        assertThat(outbox.nextDue()).isEmpty();
    }

    @Test
    void givesOutOneMessagePerConversationInOrder() {
        open("a", false);
        open("b", false);
        written(entry("c-a", bot("1"), bot("2")));
        written(entry("c-b", bot("1")));
        var now = tick();

        assertThat(claim(now)).containsExactly("c-a-1", "c-b-1");
        assertThat(claim(now)).isEmpty();
        settle("c-a-1", State.SENT, now);
        assertThat(claim(now)).containsExactly("c-a-2");
    }

    @Test
    void givesNothingOutBeforeItIsDue() {
        open("a", false);
        written(entry("c-a", bot("1")));

        assertThat(claim(clock.instant().minusSeconds(1))).isEmpty();
        assertThat(outbox.nextDue()).contains(clock.instant());
    }

    @Test
    void makesWhatWaitsDueEarlierWhenTheClockWasSetBack() {
        open("a", false);
        open("b", false);
        written(entry("c-a", bot("1")));
        written(entry("c-b", bot("1")));
        settle("c-b-1", State.DEAD, START);
        var days = Duration.ofDays(3);
        settle("c-a-1", State.PENDING, START.plus(days).plusSeconds(5));
        assertThat(claim(START.plusSeconds(5))).isEmpty();

        assertThat(outbox.clockSetBack(days)).isEqualTo(1);

        assertThat(claim(START.plusSeconds(4))).isEmpty();
        assertThat(claim(START.plusSeconds(5))).containsExactly("c-a-1");
        assertThat(outbox.item("c-b-1").orElseThrow().dueAt()).isEqualTo(START);
    }

    @Test
    void putsNothingOffForLongerThanItIsTold() {
        open("a", false);
        open("b", false);
        written(entry("c-a", bot("1")));
        written(entry("c-b", bot("1")));
        settle("c-a-1", State.PENDING, START.plusSeconds(5));
        settle("c-b-1", State.PENDING, START.plusSeconds(50_000));

        assertThat(outbox.dueAtLatest(START.plusSeconds(900))).isEqualTo(1);

        assertThat(claim(START.plusSeconds(5))).containsExactly("c-a-1");
        assertThat(claim(START.plusSeconds(900))).contains("c-b-1");
    }

    @Test
    void givesOutAgainWhatNobodySettledInTime() {
        open("a", false);
        written(entry("c-a", bot("1")));
        var now = tick();
        claim(now);

        assertThat(claim(now.plus(LEASE).minusMillis(1))).isEmpty();
        assertThat(outbox.nextDue()).contains(now.plus(LEASE));
        assertThat(claim(now.plus(LEASE))).containsExactly("c-a-1");
    }

    @Test
    void tellsThatAMessageWasBeingSentWhenItsLeaseRanOut() {
        open("a", false);
        written(entry("c-a", bot("1")));
        var now = tick();

        assertThat(outbox.claim(now, now.plus(LEASE), 1).getFirst().sendingSince()).isEmpty();
        var later = now.plus(LEASE);
        var again = outbox.claim(later, later.plus(LEASE), 1).getFirst();
        assertThat(again.sendingSince()).contains(now);
        settle("c-a-1", State.PENDING, later);
        assertThat(outbox.item("c-a-1").orElseThrow().sendingSince()).isEmpty();
    }

    @Test
    void showsTheRowsOfAConversationAndForgetsWhatWasSentLongAgo() {
        open("a", false);
        written(entry("c-a", bot("1"), visitor("2"), bot("3"), bot("4")));
        settle("c-a-1", State.SENT, START);
        settle("c-a-3", State.DEAD, START);

        assertThat(outbox.of("c-a", 1, 3)).extracting(Item::id).containsExactly("c-a-1", "c-a-3");
        assertThat(outbox.forgetSent(START, 10)).isZero();
        assertThat(outbox.forgetSent(START.plusSeconds(1), 10)).isEqualTo(1);
        assertThat(outbox.of("c-a", 1, 9)).extracting(Item::id).containsExactly("c-a-3", "c-a-4");
    }

    @Test
    void keepsTheOrderWhileTheFirstWaitsForAnotherAttempt() {
        open("a", false);
        written(entry("c-a", bot("1"), bot("2")));
        var now = tick();
        claim(now);
        settle("c-a-1", State.PENDING, now.plusSeconds(60));

        assertThat(claim(now.plusSeconds(59))).isEmpty();
        assertThat(outbox.nextDue()).contains(now.plusSeconds(60));
        assertThat(claim(now.plusSeconds(60))).containsExactly("c-a-1");
        assertThat(outbox.item("c-a-1").orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    void goesOnBehindAMessageThatWasGivenUp() {
        open("a", false);
        written(entry("c-a", bot("1"), bot("2"), bot("3")));
        var now = tick();
        claim(now);
        settle("c-a-1", State.DEAD, now);
        assertThat(claim(now)).containsExactly("c-a-2");
        settle("c-a-2", State.UNKNOWN, now);
        assertThat(claim(now)).containsExactly("c-a-3");

        assertThat(list(State.DEAD)).containsExactly("c-a-1");
        assertThat(list(State.UNKNOWN)).containsExactly("c-a-2");
        assertThat(outbox.item("c-a-1").orElseThrow().reason()).isEqualTo("because");
        assertThat(outbox.item("c-a-1").orElseThrow().externalId()).contains("x-1");
    }

    private List<String> list(State state) {
        return outbox.list(state, Optional.empty(), 10).items().stream().map(Item::id).toList();
    }

    @Test
    void sendsAgainOnlyWhatIsDeadOrUnknown() {
        open("a", false);
        written(entry("c-a", bot("1")));
        var now = tick();
        assertThat(outbox.retry("c-a-1", now)).isFalse();
        settle("c-a-1", State.DEAD, now);

        assertThat(outbox.retry("c-a-1", now)).isTrue();
        var again = outbox.item("c-a-1").orElseThrow();
        assertThat(again.state()).isEqualTo(State.PENDING);
        assertThat(again.attempts()).isZero();
        assertThat(claim(now)).containsExactly("c-a-1");
        settle("c-a-1", State.SENT, now);
        assertThat(outbox.retry("c-a-1", now)).isFalse();
        assertThat(outbox.retry("nobody", now)).isFalse();
    }

    @Test
    void doesNotTurnASentMessageBack() {
        open("a", false);
        written(entry("c-a", bot("1")));
        var now = tick();
        settle("c-a-1", State.SENT, now);
        // A sender whose lease had run out reports late.
        settle("c-a-1", State.PENDING, now);

        assertThat(outbox.item("c-a-1").orElseThrow().state()).isEqualTo(State.SENT);
    }

    @Test
    void givesEachMessageToOneOfManySenders() throws Exception {
        for (int i = 0; i < 20; i++) {
            open("u" + i, false);
            written(entry("c-u" + i, bot("1")));
        }
        var now = tick();
        var taken = new ArrayList<String>();
        try (var pool = Executors.newFixedThreadPool(6)) {
            var tasks = new ArrayList<Callable<List<String>>>();
            for (int i = 0; i < 6; i++) {
                tasks.add(() -> claim(now));
            }
            for (Future<List<String>> future : pool.invokeAll(tasks)) {
                taken.addAll(future.get());
            }
        }
        assertThat(taken).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void pagesThroughAState() {
        for (int i = 0; i < 7; i++) {
            open("u" + i, false);
            written(entry("c-u" + i, bot("1")));
            settle("c-u" + i + "-1", State.DEAD, START);
        }
        var first = outbox.list(State.DEAD, Optional.empty(), 4);
        var second = outbox.list(State.DEAD, first.next(), 4);

        assertThat(first.items()).hasSize(4).doesNotContainAnyElementsOf(second.items());
        assertThat(second.items()).hasSize(3);
        assertThat(second.next()).isEmpty();
    }
}
