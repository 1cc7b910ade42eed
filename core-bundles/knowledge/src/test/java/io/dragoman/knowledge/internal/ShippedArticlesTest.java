package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.Article;
import io.dragoman.storage.SettingStore;
import io.dragoman.testkit.TestClock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedArticlesTest {

    private final TestClock clock = TestClock.at("2026-11-21T08:00:00Z");
    private final List<Article> all = ShippedArticles.read(Engines.JSON, "demo", clock.instant());

    @Test
    void coverTheSameTopicsInBothLanguages() {
        assertThat(topics("zh-CN")).hasSizeGreaterThanOrEqualTo(60).isEqualTo(topics("en"));
    }

    @Test
    void haveIdsOfTheirOwn() {
        assertThat(all).extracting(Article::id).doesNotHaveDuplicates();
    }

    @Test
    void askNoQuestionTwice() {
        assertThat(all.stream().flatMap(article -> article.questions().stream()))
                .doesNotHaveDuplicates();
    }

    @Test
    void haveACanonicalQuestionVariantsAnAnswerAndASource() {
        assertThat(all)
                .allSatisfy(
                        article -> {
                            assertThat(article.questions()).hasSizeBetween(3, 6);
                            assertThat(article.answer()).hasSizeBetween(30, 450);
                            assertThat(article.source()).isNotBlank();
                            assertThat(article.category()).isNotBlank();
                        });
    }

    @Test
    void areWrittenInTheirLanguage() {
        for (Article article : all) {
            boolean chinese = article.answer().codePoints().anyMatch(ShippedArticlesTest::isHan);
            assertThat(chinese).as(article.id()).isEqualTo(article.language().equals("zh-CN"));
        }
    }

    @Test
    void passTheChecksOfAnEditor() {
        assertThat(all)
                .allSatisfy(
                        article ->
                                assertThat(DraftCheck.problems(draft(article), Set.of("demo")))
                                        .as(article.id())
                                        .isEmpty());
    }

    @Test
    void fillAnEmptySiteOnceOnly() {
        var store = new MemoryArticles();
        var settings = new MemorySettings();

        ShippedArticles.seed(Engines.JSON, store, settings, "demo", clock);
        assertThat(store.all()).hasSize(all.size());

        store.all().forEach(article -> store.delete(article.id()));
        ShippedArticles.seed(Engines.JSON, store, settings, "demo", clock);
        assertThat(store.all()).isEmpty();
    }

    @Test
    void fillWhateverSiteIsTheFirst() {
        var store = new MemoryArticles();

        ShippedArticles.seed(Engines.JSON, store, new MemorySettings(), "default", clock);

        assertThat(store.all()).hasSize(all.size());
        assertThat(store.all()).allMatch(article -> article.site().equals("default"));
        assertThat(store.all()).allMatch(article -> article.id().startsWith("default."));
    }

    @Test
    void leaveASiteAloneThatHasArticles() {
        var store = new MemoryArticles();
        store.save(all.getFirst());

        ShippedArticles.seed(Engines.JSON, store, new MemorySettings(), "demo", clock);

        assertThat(store.all()).hasSize(1);
    }

    private static boolean isHan(int c) {
        return Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private static io.dragoman.knowledge.ArticleDraft draft(Article article) {
        return new io.dragoman.knowledge.ArticleDraft(
                article.site(),
                article.language(),
                article.category(),
                article.questions(),
                article.answer(),
                article.source(),
                article.enabled());
    }

    private Set<String> topics(String language) {
        return all.stream()
                .filter(article -> article.language().equals(language))
                .map(article -> article.id().substring(article.id().lastIndexOf('.') + 1))
                .map(topic -> topic.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static final class MemorySettings implements SettingStore {

        private final Map<String, String> values = new HashMap<>();

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public String putIfAbsent(String key, String value) {
            values.putIfAbsent(key, value);
            return values.get(key);
        }

        @Override
        public void put(String key, String value) {
            values.put(key, value);
        }
    }
}
