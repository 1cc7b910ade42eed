package io.dragoman.knowledge.internal;

import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Articles in memory, with the version rule of the real store. */
final class MemoryArticles implements ArticleStore {

    private final Map<String, Article> articles = new ConcurrentSkipListMap<>();

    @Override
    public Optional<Article> article(String id) {
        return Optional.ofNullable(articles.get(id));
    }

    @Override
    public List<Article> all() {
        return List.copyOf(articles.values());
    }

    @Override
    public Page<Article> list(Filter filter, Optional<String> cursor, int limit) {
        var fit =
                articles.values().stream()
                        .filter(a -> filter.site().map(a.site()::equals).orElse(true))
                        .limit(limit)
                        .toList();
        return new Page<>(fit, Optional.empty());
    }

    @Override
    public synchronized boolean save(Article article) {
        var current = articles.get(article.id());
        int expected = current == null ? 1 : current.version() + 1;
        if (article.version() != expected) {
            return false;
        }
        articles.put(article.id(), article);
        return true;
    }

    @Override
    public boolean delete(String id) {
        return articles.remove(id) != null;
    }
}
