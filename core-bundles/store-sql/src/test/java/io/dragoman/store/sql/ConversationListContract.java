package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.LogStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class ConversationListContract extends StoreContract {

    ConversationListContract(Engine engine) {
        super(engine);
    }

    @Test
    void opensOneConversationForManyWhoAskAtOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var tasks = new ArrayList<Callable<Conversation>>();
            for (int i = 0; i < 16; i++) {
                var ids = "candidate-" + i;
                tasks.add(
                        () ->
                                log.open(
                                        new LogStore.Opening(
                                                ids,
                                                "k" + ids,
                                                SITE,
                                                address("one"),
                                                true,
                                                "en",
                                                "",
                                                START)));
            }
            var opened = new ArrayList<String>();
            for (Future<Conversation> future : pool.invokeAll(tasks)) {
                opened.add(future.get().id());
            }
            assertThat(Set.copyOf(opened)).hasSize(1);
        }
        assertThat(count("conversation")).isEqualTo(1);
        assertThat(count("contact")).isEqualTo(1);
    }

    @Test
    void findsTheConversationOfAnAddressAgain() {
        var first = open("a");
        tick();
        assertThat(open("a")).isEqualTo(first).isEqualTo(log.conversation("c-a").orElseThrow());
        assertThat(first.state()).isEqualTo(State.BOT);
        assertThat(first.epoch()).isEqualTo(1);
        assertThat(first.openedAt()).isEqualTo(START);
    }

    @Test
    void keepsTheSameAddressOnTwoSitesApart() {
        open("a");
        var other =
                log.open(
                        new LogStore.Opening(
                                "c2", "k2", "other", address("a"), true, "en", "", START));

        assertThat(other.id()).isEqualTo("c2");
        assertThat(other.contactId()).isEqualTo("k2");
        assertThat(list(site("other"))).containsExactly("c2");
        assertThat(list(site(SITE))).containsExactly("c-a");
    }

    @Test
    void listsTheNewestActivityFirst() {
        for (var user : List.of("a", "b", "c")) {
            open(user);
        }
        written(entry("c-b", visitor("1")));
        written(entry("c-a", visitor("2")));

        assertThat(list(Filter.ALL)).containsExactly("c-a", "c-b", "c-c");
    }

    @Test
    void pagesThroughEveryConversationOnce() {
        // Many share one instant, so that the id has to break the tie.
        IntStream.range(0, 57).forEach(i -> openAt(i, START.plusSeconds(i / 10)));
        clock.set(START.plusSeconds(60));
        written(change("c-p-3", edit -> edit.state(State.QUEUED)));
        written(change("c-p-33", edit -> edit.state(State.HUMAN)));

        var seen = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            var page = log.list(Filter.ALL, cursor, 10);
            page.items().forEach(conversation -> seen.add(conversation.id()));
            cursor = page.next();
            // What happens meanwhile moves to the front and disturbs nothing behind.
            open("new-" + seen.size());
        } while (cursor.isPresent());

        assertThat(seen).hasSize(57).doesNotHaveDuplicates();
    }

    private void openAt(int number, Instant at) {
        var user = "p-" + number;
        log.open(
                new LogStore.Opening(
                        "c-" + user, "k-" + user, SITE, address(user), true, "en", "", at));
    }

    @Test
    void refusesACursorOfSomeoneElse() {
        assertThatThrownBy(() -> log.list(Filter.ALL, Optional.of("nonsense"), 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cursor");
    }

    @Test
    void filtersByStateTeamAssigneeTagContactAndChannel() {
        for (var user : List.of("a", "b", "c", "d")) {
            open(user);
        }
        queue("b", "service", 0);
        queue("c", "after-sales", 0);
        take("c", "agent1");
        written(change("c-d", edit -> edit.tags(Set.of("vip", "100%_\"x\""))));

        assertThat(list(states(State.QUEUED))).containsExactly("c-b");
        assertThat(list(states(State.QUEUED, State.HUMAN))).containsExactly("c-c", "c-b");
        assertThat(list(assignee("agent1"))).containsExactly("c-c");
        assertThat(list(assignee("none"))).containsExactlyInAnyOrder("c-a", "c-b", "c-d");
        assertThat(list(teams("service"))).containsExactlyInAnyOrder("c-a", "c-b", "c-d");
        assertThat(list(tag("vip"))).containsExactly("c-d");
        assertThat(list(tag("100%_\"x\""))).containsExactly("c-d");
        assertThat(list(tag("ip"))).isEmpty();
        assertThat(list(contact("k-a"))).containsExactly("c-a");
        assertThat(list(channel("web"))).hasSize(4);
        assertThat(list(channel("wechat-oa"))).isEmpty();
    }

    @Test
    void findsTextInMessagesNamesAndIds() {
        open("a");
        open("b");
        open("c");
        written(entry("c-a", visitor("我的退款什么时候到?"), bot("soon")));
        written(entry("c-b", visitor("100% \"QUOTED\" Back\\slash")));

        assertThat(list(text("退款"))).containsExactly("c-a");
        assertThat(list(text("quoted\" back\\"))).containsExactly("c-b");
        assertThat(list(text("100%"))).containsExactly("c-b");
        assertThat(list(text("1%"))).isEmpty();
        assertThat(list(text("name of C"))).containsExactly("c-c");
        assertThat(list(text("C-B"))).containsExactly("c-b");
        // Names in the stored JSON are nobody's words.
        assertThat(list(text("type"))).isEmpty();
        assertThat(list(text("  "))).hasSize(3);
    }

    @Test
    void pagesThroughWhatASearchFinds() {
        for (int i = 0; i < 30; i++) {
            open("u" + i);
            written(entry("c-u" + i, visitor(i % 3 == 0 ? "needle " + i : "hay")));
        }
        var first = log.list(text("needle"), Optional.empty(), 6);
        var second = log.list(text("needle"), first.next(), 6);

        assertThat(first.items()).extracting(Conversation::lastText).hasSize(6);
        assertThat(second.items()).hasSize(4);
        assertThat(second.next()).isEmpty();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
    }

    @Test
    void queuesByPriorityAndThenByTime() {
        for (var user : List.of("a", "b", "c", "d")) {
            open(user);
        }
        queue("a", "service", 0);
        queue("b", "service", 2);
        queue("c", "service", 0);
        queue("d", "after-sales", 1);

        assertThat(log.queue(SITE, "service"))
                .extracting(Conversation::id)
                .containsExactly("c-b", "c-a", "c-c");
        assertThat(log.queue("other", "service")).isEmpty();
        assertThat(log.allQueued())
                .extracting(Conversation::id)
                .containsExactly("c-b", "c-d", "c-a", "c-c");
    }

    @Test
    void countsWhatEachAgentHolds() {
        for (var user : List.of("a", "b", "c")) {
            open(user);
            queue(user, "service", 0);
        }
        take("a", "agent1");
        take("b", "agent1");

        assertThat(log.loads()).containsOnly(Map.entry("agent1", 2));
        written(change("c-a", edit -> edit.closed(START)));
        assertThat(log.loads()).containsOnly(Map.entry("agent1", 1));
    }

    private void queue(String user, String team, int priority) {
        var at = tick();
        written(
                change(
                        "c-" + user,
                        edit ->
                                edit.state(State.QUEUED)
                                        .priority(priority)
                                        .desk(DeskState.queued(team, "", "", at))));
        written(entry("c-" + user, visitor("waiting")));
    }

    private void take(String user, String agent) {
        var desk = log.conversation("c-" + user).orElseThrow().desk();
        written(
                change(
                        "c-" + user,
                        edit -> edit.state(State.HUMAN).desk(desk.withAssignee(agent))));
    }

    private List<String> list(Filter filter) {
        return log.list(filter, Optional.empty(), 100).items().stream()
                .map(Conversation::id)
                .toList();
    }

    private static Filter site(String value) {
        return filter(Optional.of(value), List.of(), null, List.of(), null, null, null, null);
    }

    private static Filter states(State... values) {
        return filter(Optional.empty(), List.of(values), null, List.of(), null, null, null, null);
    }

    private static Filter assignee(String value) {
        return filter(Optional.empty(), List.of(), value, List.of(), null, null, null, null);
    }

    private static Filter teams(String... values) {
        return filter(Optional.empty(), List.of(), null, List.of(values), null, null, null, null);
    }

    private static Filter channel(String value) {
        return filter(Optional.empty(), List.of(), null, List.of(), value, null, null, null);
    }

    private static Filter contact(String value) {
        return filter(Optional.empty(), List.of(), null, List.of(), null, value, null, null);
    }

    private static Filter tag(String value) {
        return filter(Optional.empty(), List.of(), null, List.of(), null, null, value, null);
    }

    private static Filter text(String value) {
        return filter(Optional.empty(), List.of(), null, List.of(), null, null, null, value);
    }

    private static Filter filter(
            Optional<String> site,
            List<State> states,
            String assignee,
            List<String> teams,
            String channel,
            String contact,
            String tag,
            String text) {
        return new Filter(
                site,
                states,
                Optional.ofNullable(assignee),
                teams,
                Optional.ofNullable(channel),
                Optional.ofNullable(contact),
                Optional.ofNullable(tag),
                Optional.ofNullable(text));
    }
}
