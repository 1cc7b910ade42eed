package io.dragoman.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the desk keeps beside the log: tickets, notes, quick replies, ratings, audit. Thread-safe;
 * throws {@link StoreException}.
 */
@ProviderType
public interface DeskStore {

    /** A page of tickets. */
    Page<Ticket> tickets(TicketFilter filter, Optional<String> cursor, int limit);

    /** One ticket. */
    Optional<Ticket> ticket(String id);

    /** Inserts or replaces by id. */
    default void save(Ticket ticket) {
        save(ticket, List.of());
    }

    /** Inserts or replaces by id, together with the events that tell others of it. */
    void save(Ticket ticket, List<LogStore.EventDraft> events);

    /** What to list; empty fields do not matter. */
    record TicketFilter(
            Optional<String> site,
            Optional<Ticket.State> state,
            Optional<String> team,
            Optional<String> assignee,
            Optional<String> contactId,
            Optional<String> conversationId) {}

    /** Private notes of a conversation, oldest first. */
    List<Note> notes(String conversationId);

    /**
     * A remark that customers never see; shown after message {@code afterSeq}. Written with {@link
     * LogStore.Beside}, so that the desk hears of it.
     */
    record Note(
            String id,
            String conversationId,
            long afterSeq,
            String userId,
            String userName,
            String text,
            Instant at) {}

    /** The canned answers of a site. */
    List<QuickReply> quickReplies(String site);

    /** Inserts or replaces by id. */
    void save(QuickReply reply);

    /** Answers whether there was one. */
    boolean deleteQuickReply(String id);

    /** A ready-made answer, found by its shortcut. */
    record QuickReply(
            String id,
            String site,
            String shortcut,
            String language,
            String title,
            String text,
            Optional<Instant> updatedAt) {

        /** A reply without a title. */
        public QuickReply(String id, String site, String shortcut, String language, String text) {
            this(id, site, shortcut, language, "", text, Optional.empty());
        }
    }

    /**
     * The rating of an epoch of a conversation; one that another node wrote may be missing for half
     * a minute. Seldom costs a query.
     */
    Optional<Rating> rating(String conversationId, int epoch);

    /** A page of ratings, of one site or of all. */
    Page<Rating> ratings(Optional<String> site, Optional<String> cursor, int limit);

    /**
     * What a customer thought of us: 1 to 5. Written with {@link LogStore.Beside}; a second rating
     * of an epoch replaces the first.
     */
    record Rating(
            String conversationId,
            int epoch,
            int score,
            String comment,
            Optional<String> agent,
            Instant at) {}

    /** Writes down who did what. */
    void add(Audit audit);

    /** A page of what was written down, of which {@code text} is a part. */
    Page<Audit> audit(Optional<String> text, Optional<String> cursor, int limit);

    /** Who did what to which thing. */
    record Audit(
            String id,
            Instant at,
            String userId,
            String username,
            String action,
            String target,
            String detail) {}
}
