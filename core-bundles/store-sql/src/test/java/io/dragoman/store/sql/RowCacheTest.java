package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Address;
import io.dragoman.storage.Conversation;
import io.dragoman.store.sql.LogBatch.Key;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowCacheTest {

    private final RowCache cache = new RowCache(10_000);

    private static ConversationRow row(String id, long version, int profile) {
        var at = Instant.EPOCH;
        var conversation =
                new Conversation(
                        id,
                        "demo",
                        new Address("web", "default", id),
                        true,
                        "k",
                        Conversation.State.BOT,
                        1,
                        "en",
                        0,
                        "",
                        0,
                        Set.of(),
                        Conversation.BotState.NEW.withProfile("p".repeat(profile)),
                        Conversation.DeskState.NONE,
                        Conversation.ReadState.NONE,
                        Conversation.WindowState.NEW,
                        at,
                        at,
                        Optional.empty());
        return new ConversationRow(conversation, 0, Optional.empty(), version);
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "c" + i).toList();
    }

    @Test
    void keepsTheNewestVersionWhoeverComesLast() {
        cache.keep(List.of(row("a", 3, 0)));
        cache.keep(List.of(row("a", 2, 0)));
        assertThat(cache.known(List.of("a")).get("a").version()).isEqualTo(3);
        cache.keep(List.of(row("a", 4, 0)));
        assertThat(cache.known(List.of("a")).get("a").version()).isEqualTo(4);
    }

    @Test
    void forgetsThoseThatWereNotUsedForTheLongestWhenItIsFull() {
        ids(0, 10).forEach(id -> cache.keep(List.of(row(id, 1, 0))));
        cache.known(List.of("c0"));
        cache.keep(List.of(row("large", 1, 4_000)));

        assertThat(cache.known(ids(1, 6))).isEmpty();
        assertThat(cache.known(List.of("c0", "c9", "large"))).hasSize(3);
    }

    @Test
    void countsARowOnceHoweverOftenItChanges() {
        for (int version = 1; version < 100; version++) {
            cache.keep(List.of(row("a", version, 5_000)));
        }
        cache.keep(List.of(row("b", 1, 0)));
        assertThat(cache.known(List.of("a", "b"))).hasSize(2);
        cache.forget(List.of("a", "unknown"));
        ids(0, 8).forEach(id -> cache.keep(List.of(row(id, 1, 0))));
        assertThat(cache.known(List.of("a"))).isEmpty();
        assertThat(cache.known(ids(0, 8))).hasSize(8);
    }

    @Test
    void aKeyThatWasSeenIsKnownAndNearlyNoOtherIs() {
        var seen = new SeenKeys(1 << 12);
        var key = new Key("c1", "v:1");
        assertThat(seen.maybe(key)).isFalse();
        seen.keep(List.of(key));
        assertThat(seen.maybe(key)).isTrue();
        assertThat(ids(0, 1_000))
                .noneMatch(id -> seen.maybe(new Key(id, "v:1")) && !id.equals("c1"));
    }
}
