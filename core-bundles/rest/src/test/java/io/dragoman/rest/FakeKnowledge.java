package io.dragoman.rest;

import io.dragoman.knowledge.ArticleDraft;
import io.dragoman.knowledge.Articles;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;

/** Articles in memory; the best answer is the one whose question is the sentence. */
public final class FakeKnowledge implements Articles, Knowledge {

    private final Map<String, Article> articles = new ConcurrentSkipListMap<>();

    Map<Class<?>, Object> services() {
        return Map.of(Articles.class, this, Knowledge.class, this);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Optional<Article> find(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    @Override
    public Page<Article> list(ArticleStore.Filter filter, Optional<String> cursor, int limit) {
        return new Page<>(
                articles.values().stream()
                        .filter(
                                a ->
                                        filter.language()
                                                .filter(l -> !l.equals(a.language()))
                                                .isEmpty())
                        .limit(limit)
                        .toList(),
                Optional.empty());
    }

    @Override
    public Edited create(ArticleDraft draft, String by) {
        return save("a-" + (articles.size() + 1), draft, 1, by);
    }

    private Edited save(String id, ArticleDraft draft, int version, String by) {
        if (draft.answer().contains("forbidden")) {
            return new Edited.Invalid(List.of(new Problem("questions/0", "must not be that")));
        }
        var article =
                new Article(
                        id,
                        draft.site(),
                        draft.language(),
                        draft.category(),
                        draft.questions(),
                        draft.answer(),
                        draft.source(),
                        draft.enabled(),
                        version,
                        Instant.now(),
                        by);
        articles.put(id, article);
        return new Edited.Saved(article);
    }

    @Override
    public Edited update(String id, ArticleDraft draft, OptionalInt readVersion, String by) {
        var old = articles.get(id);
        if (readVersion.isPresent() && readVersion.getAsInt() != old.version()) {
            return new Edited.ChangedMeanwhile(old);
        }
        return save(id, draft, old.version() + 1, by);
    }

    @Override
    public boolean delete(String id) {
        return articles.remove(id) != null;
    }

    @Override
    public Verdict ask(String site, Locale language, String question) {
        return ask(site, language, question, CANDIDATES);
    }

    @Override
    public Verdict ask(String site, Locale language, String question, int candidates) {
        var limits = new Verdict.Thresholds(0.7, 0.05, 0.9, 0.5);
        var found =
                articles.values().stream()
                        .filter(article -> article.questions().contains(question))
                        .map(
                                article ->
                                        new Verdict.Candidate(
                                                article.id(),
                                                article.questions().get(0),
                                                question,
                                                article.answer(),
                                                article.source(),
                                                0.98765))
                        .limit(candidates)
                        .toList();
        return found.isEmpty()
                ? new Verdict.Pass(found, limits)
                : new Verdict.Answer(found.get(0), found, limits);
    }
}
