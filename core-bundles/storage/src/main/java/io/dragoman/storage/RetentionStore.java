package io.dragoman.storage;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Deletes what is too old to be kept, in bounded batches: each call is one short transaction, so
 * that nobody waits for it. What people or the bot still have to do with is spared: conversations
 * that wait for a person, are with one, or have a question the bot has not answered. Thread-safe.
 *
 * <p>All methods answer how many rows of their kind went, fewer than the limit when no more are
 * left, and throw {@link StoreException} when the database cannot be reached or refuses.
 */
@ProviderType
public interface RetentionStore {

    /**
     * Deletes messages with {@code at < before}, the oldest first, with their traces and what was
     * sent of them. The numbers of the messages that stay do not change.
     */
    int deleteMessages(Instant before, int limit);

    /**
     * Deletes conversations in which nothing has happened since, with all that hangs on them, and
     * their contacts when no other conversation or ticket names them. A conversation with a ticket
     * is kept without its messages.
     */
    int deleteConversations(Instant before, int limit);

    /** Deletes entries of the audit log with {@code at < before}. */
    int deleteAudit(Instant before, int limit);

    /** Forgets changes that tools have made, and began with {@code at < before}. */
    int deleteToolRuns(Instant before, int limit);

    /**
     * Deletes the oldest changes of the desk beyond the newest so many. A console that was away for
     * longer than these reach back has to load its list anew.
     */
    int deleteDeskChanges(long keep, int limit);
}
