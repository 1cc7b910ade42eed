package io.dragoman.knowledge;

import java.util.List;

/**
 * An article as an editor hands it in.
 *
 * @param language {@code zh-CN} or {@code en}
 * @param category free, may be empty
 * @param questions the canonical one first, then variants
 * @param source what is named as the answer's source; may be empty
 */
public record ArticleDraft(
        String site,
        String language,
        String category,
        List<String> questions,
        String answer,
        String source,
        boolean enabled) {
    public ArticleDraft {
        questions = List.copyOf(questions);
    }
}
