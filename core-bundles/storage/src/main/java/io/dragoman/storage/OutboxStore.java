package io.dragoman.storage;

import io.dragoman.api.message.Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What has to leave: one row per message to a customer who does not read the log itself. Rows are
 * made by {@link LogStore#write}. Thread-safe; throws {@link StoreException}.
 */
@ProviderType
public interface OutboxStore extends DueStore {

    /**
     * Rows that are due, oldest first, at most one per conversation (so that order holds), leased
     * until {@code leaseUntil} so that nobody else gets them. A row that comes up again because its
     * lease ran out says since when it was being sent.
     */
    List<Item> claim(Instant now, Instant leaseUntil, int limit);

    /** Records how an attempt ended. */
    void settle(String id, Settlement settlement);

    /** Rows in a state, newest first. */
    Page<Item> list(State state, Optional<String> cursor, int limit);

    /** One row. */
    Optional<Item> item(String id);

    /** Makes a DEAD or UNKNOWN row due again. */
    boolean retry(String id, Instant now);

    /** Rows of the messages {@code from <= seq <= to} of a conversation, in order. */
    List<Item> of(String conversationId, long from, long to);

    /** Forgets rows that were SENT before; answers how many. */
    int forgetSent(Instant before, int limit);

    /** When the next row is due. */
    Optional<Instant> nextDue();

    /**
     * A message on its way out.
     *
     * @param sendingSince when somebody leased it who has not settled it since: it may have been
     *     sent
     */
    record Item(
            String id,
            String conversationId,
            long seq,
            String site,
            Address to,
            State state,
            int attempts,
            Instant dueAt,
            String reason,
            Optional<String> externalId,
            Optional<Instant> sendingSince) {}

    /** Where a row stands. */
    enum State {
        PENDING,
        SENT,
        /** Given up. */
        DEAD,
        /** May or may not have arrived; a person has to look. */
        UNKNOWN
    }

    /** What becomes of a row: the next state, when it is due again, and why. */
    record Settlement(
            State state, int attempts, Instant dueAt, String reason, Optional<String> externalId) {}
}
