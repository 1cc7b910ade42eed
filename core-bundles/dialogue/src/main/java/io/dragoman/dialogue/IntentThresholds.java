package io.dragoman.dialogue;

import io.dragoman.dialogue.IntentRanking.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How sure the matcher must be, as numbers from 0 to 1. Immutable.
 *
 * @param zh nearness in meaning of a Chinese sentence
 * @param en nearness in meaning of an English sentence
 * @param wording likeness of the words, while there are no vectors
 * @param margin how far the best must be ahead of the second
 */
record IntentThresholds(double zh, double en, double wording, double margin) {

    /** Chooses the best candidate, or none, and says why. */
    IntentRanking decide(List<Candidate> candidates, Language language, boolean byMeaning) {
        var best = candidates.getFirst();
        double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
        double threshold = threshold(language, byMeaning);
        if (best.score() < threshold) {
            return none(
                    candidates,
                    byMeaning,
                    words("%.3f is below the threshold %.3f", best.score(), threshold));
        }
        if (best.score() < 1 && best.score() - second < margin) {
            return none(
                    candidates,
                    byMeaning,
                    words("%.3f and %.3f are nearer than the margin", best.score(), second));
        }
        var why = words("%.3f reaches the threshold %.3f", best.score(), threshold);
        return new IntentRanking(candidates, Optional.of(best), byMeaning, why);
    }

    private double threshold(Language language, boolean byMeaning) {
        if (!byMeaning) {
            return wording;
        }
        return language == Language.CHINESE ? zh : en;
    }

    private static IntentRanking none(List<Candidate> candidates, boolean byMeaning, String why) {
        return new IntentRanking(candidates, Optional.empty(), byMeaning, why);
    }

    private static String words(String format, double a, double b) {
        return String.format(Locale.ROOT, format, a, b);
    }
}
