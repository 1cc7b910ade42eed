package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Article;
import io.dragoman.testkit.TestClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexKeeperTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final MemoryArticles store = new MemoryArticles();
    private final MemoryIndex index = new MemoryIndex();
    private final IndexKeeper keeper = new IndexKeeper(store, index, clock);

    @Test
    void fillsTheIndexWithWhatIsEnabled() {
        store.save(article("on", true, 1));
        store.save(article("off", false, 1));

        assertThat(keeper.syncAll()).isTrue();

        assertThat(index.ids()).containsExactly("on");
        assertThat(keeper.source("on")).isEqualTo("source of on");
        assertThat(keeper.state().articles()).isEqualTo(1);
        assertThat(keeper.state().syncedAt()).contains(clock.instant());
    }

    @Test
    void doesNotLoseEditsThatHappenWhileItFills() {
        store.save(article("a", true, 1));
        store.save(article("b", true, 1));
        index.whileReplacing(
                () -> {
                    store.save(article("new", true, 1));
                    keeper.saved(article("new", true, 1));
                    store.delete("b");
                    keeper.deleted("b");
                });

        keeper.syncAll();

        assertThat(index.ids()).containsExactly("a", "new");
    }

    @Test
    void saysWhyItCouldNotFillTheIndexAndForgetsThatOnceItCan() {
        index.breakDown(true);
        assertThat(keeper.syncAll()).isFalse();
        assertThat(keeper.state().problem()).contains("The index is broken: disk full");
        assertThat(keeper.state().syncedAt()).isEmpty();

        index.breakDown(false);
        assertThat(keeper.syncAll()).isTrue();
        assertThat(keeper.state().problem()).isEmpty();
    }

    private Article article(String id, boolean enabled, int version) {
        return new Article(
                id,
                "demo",
                "en",
                "",
                List.of("question of " + id),
                "answer",
                "source of " + id,
                enabled,
                version,
                clock.instant(),
                "lin");
    }
}
