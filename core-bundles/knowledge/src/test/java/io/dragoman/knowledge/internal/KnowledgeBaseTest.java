package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.catalog.HealthCheck.Part;
import io.dragoman.catalog.HealthCheck.Status;
import io.dragoman.knowledge.Verdict;
import io.dragoman.storage.Article;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.SettingStore;
import io.dragoman.testkit.Configs;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

    private final MemoryArticles store = new MemoryArticles();
    private final MemoryIndex index = new MemoryIndex();
    private KnowledgeBase base;

    @AfterEach
    void stop() {
        base.stop();
    }

    @Test
    void isUpOnceTheIndexHoldsTheArticles() {
        store.save(article("pay", "How can I pay?"));
        start();

        var part = awaitPart(found -> found.status() == Status.UP);

        assertThat(part.id()).isEqualTo("knowledge");
        assertThat(part.details()).containsEntry("articles", "1");
        assertThat(index.ids()).containsExactly("pay");
    }

    @Test
    void saysWhyItIsNotUpAndRepairsItself() {
        index.breakDown(true);
        start();
        var part = awaitPart(found -> found.status() == Status.DEGRADED);
        assertThat(part.reason()).contains("disk full");

        index.breakDown(false);
        base.repair();

        awaitPart(found -> found.status() == Status.UP);
    }

    @Test
    void answersWithTheSourceOfTheArticle() {
        store.save(article("pay", "How can I pay?"));
        start();
        awaitPart(found -> found.status() == Status.UP);

        assertThat(knowledge().ask("demo", Locale.UK, "Hello, How can I pay?"))
                .isInstanceOfSatisfying(
                        Verdict.Answer.class,
                        answer -> {
                            assertThat(answer.best().source()).isEqualTo("Handbook");
                            assertThat(answer.thresholds().answer()).isEqualTo(0.71);
                        });
    }

    @Test
    void passesOnWhatHoldsNoWord() {
        start();
        assertThat(knowledge().ask("demo", Locale.ENGLISH, " 👍 !! "))
                .isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void failsLoudlyWhenTheIndexCannotBeSearched() {
        start();
        awaitPart(found -> found.status() == Status.UP);
        index.breakDown(true);

        assertThatThrownBy(() -> knowledge().ask("demo", Locale.ENGLISH, "How can I pay?"))
                .isInstanceOf(UncheckedIOException.class);

        awaitPart(found -> found.status() == Status.DEGRADED);
    }

    private void start() {
        base =
                new KnowledgeBase(
                        store,
                        noSettings(),
                        noSites(),
                        index,
                        Engines.JSON,
                        Configs.of(KnowledgeBase.Config.class, Map.of("everySeconds", 0)));
    }

    private IndexedKnowledge knowledge() {
        return new IndexedKnowledge(
                index, base, Configs.of(IndexedKnowledge.Config.class, Map.of()));
    }

    private Part awaitPart(Predicate<Part> condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        var part = base.check().getFirst();
        while (!condition.test(part) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            part = base.check().getFirst();
        }
        assertThat(part).matches(condition);
        return part;
    }

    private static Article article(String id, String question) {
        return new Article(
                id,
                "demo",
                "en",
                "",
                List.of(question),
                "By card.",
                "Handbook",
                true,
                1,
                Instant.EPOCH,
                "lin");
    }

    private static SettingStore noSettings() {
        return none(SettingStore.class);
    }

    private static DirectoryStore noSites() {
        return none(DirectoryStore.class);
    }

    private static <T> T none(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }
}
