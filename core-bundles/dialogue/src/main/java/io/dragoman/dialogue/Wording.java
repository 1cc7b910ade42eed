package io.dragoman.dialogue;

import java.util.HashMap;
import java.util.Map;

/** A sentence reduced to its letters, to be compared with another without any model. Immutable. */
final class Wording {

    private static final double CONTAINED = 0.92;
    private static final double LETTERS = 0.85;

    private final String bare;
    private final Map<String, Integer> pairs;
    private final int size;

    Wording(String sentence) {
        bare = Phrases.bare(sentence);
        pairs = new HashMap<>();
        for (int i = 0; i + 1 < bare.length(); i++) {
            pairs.merge(bare.substring(i, i + 2), 1, Integer::sum);
        }
        size = Math.max(0, bare.length() - 1);
    }

    /**
     * How alike the wordings are: 1 for the same; a little less when this example makes up most of
     * the sentence ("cancel my order" is not "my order"); otherwise by the pairs of letters they
     * share (Dice's coefficient).
     */
    double within(Wording sentence) {
        if (bare.isEmpty() || sentence.bare.isEmpty()) {
            return 0;
        }
        if (bare.equals(sentence.bare)) {
            return 1;
        }
        if (sentence.bare.contains(bare) && 5 * bare.length() >= 3 * sentence.bare.length()) {
            return CONTAINED;
        }
        int shared = 0;
        for (var pair : pairs.entrySet()) {
            shared += Math.min(pair.getValue(), sentence.pairs.getOrDefault(pair.getKey(), 0));
        }
        return size + sentence.size == 0 ? 0 : LETTERS * 2 * shared / (size + sentence.size);
    }
}
