package io.dragoman.knowledge;

import java.util.List;

/** What the bot should do with a question, and what it chose from. */
public sealed interface Verdict {

    /** The nearest articles, best first; at most as many as were asked for. */
    List<Candidate> candidates();

    /** The limits that were applied. */
    Thresholds thresholds();

    /** Say this answer: it is near enough, and clearly nearer than the next. */
    record Answer(Candidate best, List<Candidate> candidates, Thresholds thresholds)
            implements Verdict {
        public Answer {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * Offer these two or three questions (one, when only one is near) and let the customer pick.
     */
    record DidYouMean(List<Candidate> choices, List<Candidate> candidates, Thresholds thresholds)
            implements Verdict {
        public DidYouMean {
            choices = List.copyOf(choices);
            candidates = List.copyOf(candidates);
        }
    }

    /** Nothing is near enough. */
    record Pass(List<Candidate> candidates, Thresholds thresholds) implements Verdict {
        public Pass {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * An article that may answer.
     *
     * @param question its canonical question
     * @param matched the question or variant that is nearest
     * @param source what to name as the source; may be empty
     * @param score nearness, 0 to 1
     */
    record Candidate(
            String id,
            String question,
            String matched,
            String answer,
            String source,
            double score) {}

    /**
     * Limits of nearness, 0 to 1.
     *
     * @param answer from here on the bot answers, given the margin
     * @param margin how much nearer the best must be than the next article
     * @param sure from here on the margin does not matter
     * @param choices from here on the bot offers choices
     */
    record Thresholds(double answer, double margin, double sure, double choices) {}
}
