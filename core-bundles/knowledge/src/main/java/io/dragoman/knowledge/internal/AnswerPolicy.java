package io.dragoman.knowledge.internal;

import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.Verdict.Candidate;
import io.dragoman.knowledge.Verdict.Thresholds;
import java.util.List;

/**
 * Decides from the nearest articles what to do. A wrong answer costs more trust than a question
 * back, so the best must be near, and clearly nearer than the next. Immutable.
 */
record AnswerPolicy(Thresholds thresholds) {

    private static final int CHOICES = 3;

    /**
     * Judges candidates.
     *
     * @param candidates best first
     */
    Verdict judge(List<Candidate> candidates) {
        if (candidates.isEmpty() || candidates.getFirst().score() < thresholds.choices()) {
            return new Verdict.Pass(candidates, thresholds);
        }
        if (isClear(candidates)) {
            return new Verdict.Answer(candidates.getFirst(), candidates, thresholds);
        }
        var choices =
                candidates.stream()
                        .filter(candidate -> candidate.score() >= thresholds.choices())
                        .limit(CHOICES)
                        .toList();
        return new Verdict.DidYouMean(choices, candidates, thresholds);
    }

    private boolean isClear(List<Candidate> candidates) {
        double best = candidates.getFirst().score();
        if (best >= thresholds.sure()) {
            return true;
        }
        double next = candidates.size() > 1 ? candidates.get(1).score() : 0;
        return best >= thresholds.answer() && best - next >= thresholds.margin();
    }
}
