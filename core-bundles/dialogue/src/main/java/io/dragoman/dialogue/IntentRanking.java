package io.dragoman.dialogue;

import java.util.List;
import java.util.Optional;

/**
 * Which skills a sentence could mean, for the choice and for the trace. Immutable.
 *
 * @param candidates the best example of each skill, best first; at most five
 * @param chosen the skill that is meant, when one is clear enough
 * @param sure whether the chosen one is so near that nothing else can be meant
 * @param offered the candidates that are near enough to ask the customer about
 * @param byMeaning whether vectors were used; otherwise only the wording was compared
 * @param threshold nearness from which a skill could be chosen
 */
public record IntentRanking(
        List<Candidate> candidates,
        Optional<Candidate> chosen,
        boolean sure,
        List<Candidate> offered,
        boolean byMeaning,
        double threshold) {

    /** There is nothing to compare with. */
    static final IntentRanking NOTHING =
            new IntentRanking(List.of(), Optional.empty(), false, List.of(), false, 1);

    public IntentRanking {
        candidates = List.copyOf(candidates);
        offered = List.copyOf(offered);
    }

    /**
     * A skill and how near it is.
     *
     * @param score 0 to 1
     * @param example the sentence of the skill that is nearest
     * @param by {@code wording} or {@code meaning}
     */
    public record Candidate(String skill, double score, String example, String by) {}

    /** The nearest skill, chosen or not. */
    public Optional<Candidate> nearest() {
        return candidates.stream().findFirst();
    }
}
