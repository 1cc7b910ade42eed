package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.knowledge.ArticleDraft;
import io.dragoman.knowledge.Articles.Edited;
import io.dragoman.knowledge.Articles.Problem;
import io.dragoman.storage.Article;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Site;
import io.dragoman.testkit.TestClock;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoredArticlesTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final MemoryArticles store = new MemoryArticles();
    private final MemoryIndex index = new MemoryIndex();
    private final IndexKeeper keeper = new IndexKeeper(store, index, clock);
    private final AtomicInteger repairs = new AtomicInteger();
    private final StoredArticles articles =
            new StoredArticles(
                    store,
                    directory("demo", "tea"),
                    keeper,
                    repairs::incrementAndGet,
                    clock,
                    new SecureRandom());

    @Test
    void savesAnArticleAndShowsItToTheIndexAtOnce() {
        var saved = saved(articles.create(draft(" How  do I pay? ", "payment", "PAYMENT"), "lin"));

        assertThat(saved.questions()).containsExactly("How do I pay?", "payment");
        assertThat(saved.version()).isEqualTo(1);
        assertThat(saved.updatedBy()).isEqualTo("lin");
        assertThat(saved.updatedAt()).isEqualTo(clock.instant());
        assertThat(index.ids()).containsExactly(saved.id());
        assertThat(keeper.source(saved.id())).isEqualTo("Handbook");
    }

    @Test
    void countsTheVersionUpAtEachChange() {
        var first = saved(articles.create(draft("a"), "lin"));

        var second = saved(articles.update(first.id(), draft("b"), OptionalInt.of(1), "chen"));

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.updatedBy()).isEqualTo("chen");
    }

    @Test
    void refusesAChangeOfWhatSomebodyElseChanged() {
        var first = saved(articles.create(draft("a"), "lin"));
        articles.update(first.id(), draft("b"), OptionalInt.of(1), "chen");

        var late = articles.update(first.id(), draft("c"), OptionalInt.of(1), "lin");

        assertThat(late).isInstanceOf(Edited.ChangedMeanwhile.class);
        assertThat(store.article(first.id()).orElseThrow().questions()).containsExactly("b");
    }

    @Test
    void takesADisabledArticleOutOfTheIndex() {
        var first = saved(articles.create(draft("a"), "lin"));
        var off = new ArticleDraft("demo", "en", "", List.of("a"), "answer", "", false);

        articles.update(first.id(), off, OptionalInt.empty(), "lin");

        assertThat(index.ids()).isEmpty();
        assertThat(articles.find(first.id())).isPresent();
    }

    @Test
    void forgetsADeletedArticle() {
        var first = saved(articles.create(draft("a"), "lin"));

        assertThat(articles.delete(first.id())).isTrue();
        assertThat(articles.delete(first.id())).isFalse();
        assertThat(index.ids()).isEmpty();
        assertThat(articles.update(first.id(), draft("a"), OptionalInt.empty(), "lin"))
                .isEqualTo(new Edited.Unknown(first.id()));
    }

    @Test
    void namesWhatIsWrongWithADraft() {
        var draft =
                new ArticleDraft(
                        "nowhere", "fr", "", List.of("?!", "x".repeat(501)), " ", "", true);

        var edited = (Edited.Invalid) articles.create(draft, "lin");

        assertThat(edited.problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "site", "language", "answer", "questions/0", "questions/1");
        assertThat(edited.problems().getFirst().message()).contains("nowhere").contains("tea");
        assertThat(store.all()).isEmpty();
    }

    @Test
    void wantsAtLeastOneQuestionAndNotTooMany() {
        assertThat(articles.create(draft(" "), "lin")).isInstanceOf(Edited.Invalid.class);
        var many = java.util.stream.IntStream.range(0, 60).mapToObj(i -> "question " + i).toList();
        assertThat(
                        articles.create(
                                new ArticleDraft("demo", "en", "", many, "answer", "", true),
                                "lin"))
                .isInstanceOf(Edited.Invalid.class);
    }

    @Test
    void savesEvenWhenTheIndexFailsAndHasItRepaired() {
        index.breakDown(true);

        var saved = saved(articles.create(draft("a"), "lin"));

        assertThat(repairs).hasValue(1);
        index.breakDown(false);
        assertThat(keeper.syncAll()).isTrue();
        assertThat(index.ids()).containsExactly(saved.id());
    }

    private static ArticleDraft draft(String... questions) {
        return new ArticleDraft(
                "demo", "en", "Payment", List.of(questions), "By card.", "Handbook", true);
    }

    private static Article saved(Edited edited) {
        assertThat(edited).isInstanceOf(Edited.Saved.class);
        return ((Edited.Saved) edited).article();
    }

    private static DirectoryStore directory(String... sites) {
        var all =
                java.util.Arrays.stream(sites)
                        .map(id -> new Site(id, id, id, "Asia/Shanghai", "zh-CN"))
                        .toList();
        return (DirectoryStore)
                Proxy.newProxyInstance(
                        DirectoryStore.class.getClassLoader(),
                        new Class<?>[] {DirectoryStore.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("sites")) {
                                return all;
                            }
                            throw new UnsupportedOperationException(method.getName());
                        });
    }
}
