package io.dragoman.dialogue;

import io.dragoman.dialogue.IntentRanking.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * How sure the matcher must be, as numbers from 0 to 1. Immutable.
 *
 * @param zh nearness in meaning of a Chinese sentence
 * @param en nearness in meaning of an English sentence
 * @param wording likeness of the words, while there are no vectors
 * @param margin how far the best must be ahead of the second, unless it is sure
 */
record IntentThresholds(Limits zh, Limits en, Limits wording, double margin) {

    /**
     * The limits of one way of comparing.
     *
     * @param offer from here on a skill is worth asking about
     * @param choose from here on it is meant, given the margin
     * @param sure from here on it is meant, whatever is nearly as near
     */
    record Limits(double offer, double choose, double sure) {}

    static IntentThresholds of(IntentMatcher.Config config) {
        double wording = config.thresholdWording();
        return new IntentThresholds(
                new Limits(config.offerZh(), config.thresholdZh(), config.sureZh()),
                new Limits(config.offerEn(), config.thresholdEn(), config.sureEn()),
                new Limits(wording, wording, 1),
                config.margin());
    }

    /** Chooses the best candidate, or none. */
    IntentRanking decide(List<Candidate> candidates, Language language, boolean byMeaning) {
        var limits = limits(language, byMeaning);
        var offered = candidates.stream().filter(c -> c.score() >= limits.offer()).toList();
        double best = candidates.getFirst().score();
        double second = candidates.size() > 1 ? candidates.get(1).score() : 0;
        boolean sure = best >= limits.sure();
        boolean clear = sure || best - second >= margin;
        boolean chosen = best >= limits.choose() && clear;
        return new IntentRanking(
                candidates,
                Optional.of(candidates.getFirst()).filter(first -> chosen),
                chosen && sure,
                offered,
                byMeaning,
                limits.choose());
    }

    private Limits limits(Language language, boolean byMeaning) {
        if (!byMeaning) {
            return wording;
        }
        return language == Language.CHINESE ? zh : en;
    }
}
