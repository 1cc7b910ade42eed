package io.dragoman.storage;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The articles of the knowledge base. Thread-safe; throws {@link StoreException}. */
@ProviderType
public interface ArticleStore {

    /** One article. */
    Optional<Article> article(String id);

    /** All articles of all sites, for the index. */
    List<Article> all();

    /** Articles whose questions or answer contain the text, newest change first. */
    Page<Article> list(Filter filter, Optional<String> cursor, int limit);

    /** What to list; empty fields do not matter. */
    record Filter(
            Optional<String> site,
            Optional<String> language,
            Optional<Boolean> enabled,
            Optional<String> text) {}

    /**
     * Inserts (version 1) or replaces an article if its version is the next one.
     *
     * @return false when somebody else changed it in between; nothing was written
     */
    boolean save(Article article);

    /** Answers whether there was one. */
    boolean delete(String id);
}
