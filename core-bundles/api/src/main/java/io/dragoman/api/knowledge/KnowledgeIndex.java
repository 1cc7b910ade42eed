package io.dragoman.api.knowledge;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds articles by meaning. Holds a copy of the enabled articles of all sites; the store remains
 * the truth. Thread-safe; a change is visible to searches that start after the call returned.
 */
@ProviderType
public interface KnowledgeIndex {

    /** Makes the index hold exactly these articles. */
    void replaceAll(Collection<Entry> entries);

    /** Adds an article or replaces the one of the same id. */
    void put(Entry entry);

    /** Forgets an article. */
    void remove(String id);

    /** The best matches, best first; one hit per article. */
    List<Hit> search(String site, Locale language, String question, int limit);

    /**
     * An article as the index sees it.
     *
     * @param questions the canonical question first, then its variants; never empty
     */
    record Entry(String id, String site, Locale language, List<String> questions, String answer) {
        public Entry {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A match.
     *
     * @param score nearness, 0 to 1
     * @param matched the question or variant that matched best
     */
    record Hit(String id, String question, String matched, String answer, double score) {}
}
