package io.dragoman.storage;

import io.dragoman.api.message.Part;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A message as it stands in the log. Immutable.
 *
 * @param seq 1, 2, 3 … within the conversation, without gaps
 * @param inReplyTo the customer's message that this answers
 */
public record Message(
        String conversationId,
        long seq,
        Instant at,
        Author from,
        List<Part> parts,
        Optional<String> clientKey,
        Optional<Long> inReplyTo) {
    public Message {
        parts = List.copyOf(parts);
    }

    /** How many characters of text it holds; see {@link #characters(List)}. */
    public int characters() {
        return characters(parts);
    }

    /**
     * How many characters of text parts hold. Whoever keeps messages in memory bounds them by this
     * as well as by their number, for one text may be as long as ten thousand others.
     */
    public static int characters(List<Part> parts) {
        return parts.stream().mapToInt(Message::characters).sum();
    }

    private static int characters(Part part) {
        return switch (part) {
            case Part.Text text -> text.text().length();
            case Part.Media media -> media.uri().toString().length() + media.name().length();
            case Part.Card card ->
                    card.title().length()
                            + card.fields().stream()
                                    .mapToInt(f -> f.label().length() + f.value().length())
                                    .sum()
                            + ofActions(card.actions());
            case Part.Choices choices -> choices.prompt().length() + ofActions(choices.options());
            case Part.Place place -> place.label().length();
        };
    }

    private static int ofActions(List<Part.Action> actions) {
        return actions.stream().mapToInt(a -> a.label().length() + a.payload().length()).sum();
    }

    /** Who said it. */
    public record Author(Kind kind, String id, String name) {}

    /** The kinds of authors; the lower-case name stands on the wire. */
    public enum Kind {
        VISITOR,
        BOT,
        AGENT,
        SYSTEM
    }

    /**
     * A message that has no number yet.
     *
     * @param at cut to microseconds, which is what the store keeps, so that a message is the same
     *     whether it is told live or read later
     * @param clientKey makes a repeat harmless: unique within the conversation
     */
    public record Draft(
            Instant at,
            Author from,
            List<Part> parts,
            Optional<String> clientKey,
            Optional<Long> inReplyTo) {
        public Draft {
            at = at.truncatedTo(ChronoUnit.MICROS);
            parts = List.copyOf(parts);
        }
    }
}
