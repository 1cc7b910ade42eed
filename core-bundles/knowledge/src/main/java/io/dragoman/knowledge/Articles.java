package io.dragoman.knowledge;

import io.dragoman.storage.Article;
import io.dragoman.storage.ArticleStore;
import io.dragoman.storage.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The articles as people edit them. What was saved, disabled or deleted here is found, or no longer
 * found, by the searches that follow. Thread-safe; throws {@link
 * io.dragoman.storage.StoreException}.
 */
@ProviderType
public interface Articles {

    /** One article. */
    Optional<Article> find(String id);

    /** Articles that fit, newest change first. */
    Page<Article> list(ArticleStore.Filter filter, Optional<String> cursor, int limit);

    /**
     * Saves a new article.
     *
     * @param by the name of who does it
     */
    Edited create(ArticleDraft draft, String by);

    /**
     * Replaces an article.
     *
     * @param readVersion the version the editor read; empty to replace whatever stands there
     */
    Edited update(String id, ArticleDraft draft, OptionalInt readVersion, String by);

    /** Deletes an article; false when there was none. */
    boolean delete(String id);

    /** How an edit ended. */
    sealed interface Edited {

        /** It stands in the store and in the index. */
        record Saved(Article article) implements Edited {}

        /** Nothing was written; each problem names a field and the remedy. */
        record Invalid(List<Problem> problems) implements Edited {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }

        /** There is no such article. */
        record Unknown(String id) implements Edited {}

        /** Somebody else was faster; this is what stands there now. */
        record ChangedMeanwhile(Article current) implements Edited {}
    }

    /**
     * What is wrong with a field.
     *
     * @param field as in {@link ArticleDraft}, with an index for lists: {@code questions/2}
     */
    record Problem(String field, String message) {}
}
