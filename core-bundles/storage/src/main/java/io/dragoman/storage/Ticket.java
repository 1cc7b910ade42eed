package io.dragoman.storage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Work for later: a message left when nobody was there, or a case that outlives its conversation.
 */
public record Ticket(
        String id,
        String site,
        String conversationId,
        String contactId,
        String team,
        String subject,
        String body,
        State state,
        Priority priority,
        Optional<String> assignee,
        List<Comment> comments,
        Instant createdAt,
        Instant updatedAt) {

    private static final int NUMBER = 7;

    public Ticket {
        comments = List.copyOf(comments);
    }

    /** A ticket of the usual priority. */
    public Ticket(
            String id,
            String site,
            String conversationId,
            String contactId,
            String team,
            String subject,
            String body,
            State state,
            Optional<String> assignee,
            List<Comment> comments,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                site,
                conversationId,
                contactId,
                team,
                subject,
                body,
                state,
                Priority.NORMAL,
                assignee,
                comments,
                createdAt,
                updatedAt);
    }

    /** A short name for people: the part of the id that counts milliseconds within a year. */
    public static String number(String id) {
        var part = id.length() < 10 ? id : id.substring(10 - NUMBER, 10);
        return "T-" + part.toUpperCase(Locale.ROOT);
    }

    /** A short name for people. */
    public String number() {
        return number(id);
    }

    /** The same ticket with these comments instead of its own. */
    public Ticket withComments(List<Comment> all, Instant now) {
        return new Ticket(
                id,
                site,
                conversationId,
                contactId,
                team,
                subject,
                body,
                state,
                priority,
                assignee,
                all,
                createdAt,
                now);
    }

    /** Where a ticket stands. */
    public enum State {
        OPEN,
        PENDING,
        SOLVED,
        /** Solved, and for good. */
        CLOSED
    }

    /** How much a ticket matters. */
    public enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT
    }

    /** A remark on a ticket. */
    public record Comment(String by, String text, Instant at) {}
}
