package io.dragoman.storage;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Counts what happened, in the database. Thread-safe; throws {@link StoreException}. */
@ProviderType
public interface FigureStore {

    /** What happened on a site since a moment, for example midnight. */
    Figures since(String site, Instant from);

    /**
     * Figures of a site.
     *
     * @param conversations in which the customer said something
     * @param byBot those of them in which no person was needed
     * @param handoffs conversations that wait for a person, are with one, or had one
     * @param closed conversations that were closed
     * @param messages of everybody
     * @param tickets that were opened
     * @param openedByHour conversations that were opened, by full hours since the moment
     * @param scores ratings that were given
     * @param held conversations that are with a person now, by the key of their team; under an
     *     empty key those of none
     */
    record Figures(
            int conversations,
            int byBot,
            int handoffs,
            int closed,
            int messages,
            int tickets,
            Map<Integer, Integer> openedByHour,
            List<Score> scores,
            Map<String, Integer> held) {
        public Figures {
            openedByHour = Map.copyOf(openedByHour);
            scores = List.copyOf(scores);
            held = Map.copyOf(held);
        }
    }

    /** How often an agent, or the bot alone, got a score of 1 to 5. */
    record Score(Optional<String> agent, int score, int count) {}
}
