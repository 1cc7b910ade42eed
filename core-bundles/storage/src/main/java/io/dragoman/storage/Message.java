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
