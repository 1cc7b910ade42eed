package io.dragoman.storage;

import java.time.Instant;
import java.util.List;

/**
 * An article of the knowledge base: questions people ask and the answer to them.
 *
 * @param language {@code zh-CN} or {@code en}
 * @param questions the canonical one first, then variants
 * @param source what is named as the answer's source
 * @param version counts up at each change
 */
public record Article(
        String id,
        String site,
        String language,
        String category,
        List<String> questions,
        String answer,
        String source,
        boolean enabled,
        int version,
        Instant updatedAt,
        String updatedBy) {
    public Article {
        questions = List.copyOf(questions);
    }
}
