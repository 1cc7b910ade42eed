package io.dragoman.knowledge.internal;

import io.dragoman.conversation.Languages;
import io.dragoman.knowledge.ArticleDraft;
import io.dragoman.knowledge.Articles.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tidies what an editor hands in, and says what is wrong with it. */
final class DraftCheck {

    static final int LONGEST_QUESTION = 500;
    static final int MOST_QUESTIONS = 51;
    static final int LONGEST_ANSWER = 20_000;
    static final int LONGEST_SOURCE = 500;
    static final int LONGEST_CATEGORY = 200;

    private DraftCheck() {}

    /** White space made plain, repeated questions and empty variants dropped. */
    static ArticleDraft tidy(ArticleDraft draft) {
        var questions = new LinkedHashSet<String>();
        var seen = new LinkedHashSet<String>();
        for (String question : draft.questions()) {
            var plain = question.strip().replaceAll("\\s+", " ");
            if (!plain.isEmpty() && seen.add(plain.toLowerCase(Locale.ROOT))) {
                questions.add(plain);
            }
        }
        return new ArticleDraft(
                draft.site().strip(),
                draft.language().strip(),
                draft.category().strip(),
                List.copyOf(questions),
                draft.answer().strip(),
                draft.source().strip(),
                draft.enabled());
    }

    /**
     * What is wrong with a tidied draft; empty when nothing is.
     *
     * @param sites the ids of the sites there are
     */
    static List<Problem> problems(ArticleDraft draft, Set<String> sites) {
        var problems = new ArrayList<Problem>();
        if (!sites.contains(draft.site())) {
            problems.add(
                    new Problem(
                            "site",
                            "There is no site \"" + draft.site() + "\"; there are " + sites));
        }
        if (!Set.of(Languages.CHINESE, Languages.ENGLISH).contains(draft.language())) {
            problems.add(new Problem("language", "Must be zh-CN or en"));
        }
        checkLength(problems, "category", draft.category(), 0, LONGEST_CATEGORY);
        checkLength(problems, "answer", draft.answer(), 1, LONGEST_ANSWER);
        checkLength(problems, "source", draft.source(), 0, LONGEST_SOURCE);
        checkQuestions(problems, draft.questions());
        return problems;
    }

    private static void checkQuestions(List<Problem> problems, List<String> questions) {
        if (questions.isEmpty()) {
            problems.add(new Problem("questions", "Must hold at least the canonical question"));
        }
        if (questions.size() > MOST_QUESTIONS) {
            problems.add(new Problem("questions", "Must not be more than " + MOST_QUESTIONS));
        }
        for (int i = 0; i < questions.size(); i++) {
            checkLength(problems, "questions/" + i, questions.get(i), 1, LONGEST_QUESTION);
            if (questions.get(i).codePoints().noneMatch(Character::isLetterOrDigit)) {
                problems.add(new Problem("questions/" + i, "Must hold a letter or a digit"));
            }
        }
    }

    private static void checkLength(
            List<Problem> problems, String field, String value, int least, int most) {
        int length = value.codePointCount(0, value.length());
        if (length < least) {
            problems.add(new Problem(field, "Must not be empty"));
        } else if (length > most) {
            problems.add(
                    new Problem(field, "Must not exceed " + most + " characters, has " + length));
        }
    }
}
