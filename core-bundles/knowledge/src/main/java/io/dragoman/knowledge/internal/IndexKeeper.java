package io.dragoman.knowledge.internal;

import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index in step with the store: each edit at once, and everything when asked to, which
 * repairs what was missed while this node was down or while another one edited. Thread-safe; {@link
 * #syncAll} is called by one thread at a time.
 */
final class IndexKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    private final ArticleStore store;
    private final KnowledgeIndex index;
    private final Clock clock;
    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final Set<String> edited = ConcurrentHashMap.newKeySet();
    private volatile State state = new State(Optional.empty(), 0, Optional.empty());

    /**
     * How far the index is.
     *
     * @param syncedAt when it last held exactly what the store holds; empty before the first time
     * @param articles how many it held then
     * @param problem why the last attempt failed
     */
    record State(Optional<Instant> syncedAt, int articles, Optional<String> problem) {}

    IndexKeeper(ArticleStore store, KnowledgeIndex index, Clock clock) {
        this.store = store;
        this.index = index;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    /** What is named as the source of an article's answer; empty when unknown. */
    String source(String id) {
        return sources.getOrDefault(id, "");
    }

    /**
     * Makes the index hold what the store holds.
     *
     * @return false when that failed; the reason is in the state and in the log
     */
    boolean syncAll() {
        edited.clear();
        try {
            var enabled = store.all().stream().filter(Article::enabled).toList();
            index.replaceAll(enabled.stream().map(IndexKeeper::entry).toList());
            remember(enabled);
            // An edit may have overtaken the list that was read before it.
            edited.forEach(id -> store.article(id).ifPresentOrElse(this::apply, () -> drop(id)));
            state = new State(Optional.of(clock.instant()), enabled.size(), Optional.empty());
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The knowledge index does not hold all articles yet: {}", reason(e));
            state = new State(state.syncedAt(), state.articles(), Optional.of(reason(e)));
            return false;
        }
    }

    /**
     * Takes up a saved article.
     *
     * @throws RuntimeException when the index cannot be written
     */
    void saved(Article article) {
        edited.add(article.id());
        apply(article);
    }

    /**
     * Forgets a deleted article.
     *
     * @throws RuntimeException when the index cannot be written
     */
    void deleted(String id) {
        edited.add(id);
        drop(id);
    }

    private void apply(Article article) {
        if (article.enabled()) {
            sources.put(article.id(), article.source());
            index.put(entry(article));
        } else {
            drop(article.id());
        }
    }

    private void drop(String id) {
        index.remove(id);
        sources.remove(id);
    }

    private void remember(Collection<Article> articles) {
        for (Article article : articles) {
            sources.put(article.id(), article.source());
        }
    }

    private static KnowledgeIndex.Entry entry(Article article) {
        return new KnowledgeIndex.Entry(
                article.id(),
                article.site(),
                Languages.locale(article.language()),
                article.questions(),
                article.answer());
    }

    private static String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root == failure
                ? String.valueOf(failure.getMessage())
                : failure.getMessage() + ": " + root.getMessage();
    }
}
