package io.dragoman.events.internal;

import io.dragoman.api.message.PartCodec;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Ticket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The data of events as trees, as docs/events.md describes them. Made from the change alone, for it
 * is made while the log is written. Immutable.
 */
final class EventData {

    private final PartCodec parts;

    EventData(PartCodec parts) {
        this.parts = parts;
    }

    /** A conversation as it is after the change. */
    Map<String, Object> conversation(Conversation now) {
        var tree = about(now);
        tree.put("state", name(now.state()));
        tree.put("epoch", now.epoch());
        tree.put("language", now.language());
        tree.put("priority", now.priority());
        tree.put("tags", now.tags().stream().sorted().toList());
        put(tree, "team", now.desk().team());
        put(tree, "assignee", now.desk().assignee());
        tree.put("openedAt", now.openedAt().toString());
        put(tree, "closedAt", now.closedAt().map(Instant::toString));
        return tree;
    }

    Map<String, Object> opened(Conversation now, boolean reopened) {
        var tree = conversation(now);
        tree.put("reopened", reopened);
        return tree;
    }

    Map<String, Object> handedOver(Conversation now, State from) {
        var tree = conversation(now);
        tree.put("from", name(from));
        tree.put("reason", now.desk().reason());
        tree.put("summary", now.desk().summary());
        return tree;
    }

    Map<String, Object> message(Conversation now, long seq, Draft message) {
        var tree = about(now);
        tree.put("seq", seq);
        tree.put("at", message.at().toString());
        var from = new LinkedHashMap<String, Object>();
        from.put("kind", message.from().kind().name().toLowerCase(Locale.ROOT));
        from.put("id", message.from().id());
        from.put("name", message.from().name());
        tree.put("from", from);
        tree.put("parts", parts.toTree(message.parts()));
        put(tree, "inReplyTo", message.inReplyTo());
        return tree;
    }

    Map<String, Object> ticket(Conversation now, TicketDraft ticket) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("ticketId", ticket.id());
        tree.put("conversationId", now.id());
        tree.put("contactId", now.contactId());
        tree.put("team", ticket.team());
        tree.put("subject", ticket.subject());
        tree.put("text", ticket.body());
        tree.put("state", "open");
        return tree;
    }

    /** A ticket that is kept outside the log. */
    static Map<String, Object> ticket(Ticket ticket) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("ticketId", ticket.id());
        put(tree, "conversationId", filled(ticket.conversationId()));
        put(tree, "contactId", filled(ticket.contactId()));
        tree.put("team", ticket.team());
        tree.put("subject", ticket.subject());
        tree.put("text", ticket.body());
        tree.put("state", ticket.state().name().toLowerCase(Locale.ROOT));
        put(tree, "assignee", ticket.assignee());
        tree.put("comments", ticket.comments().size());
        return tree;
    }

    private static Optional<String> filled(String id) {
        return Optional.of(id).filter(known -> !known.isEmpty());
    }

    Map<String, Object> rating(Conversation now, Rating rating) {
        var tree = about(now);
        tree.put("epoch", rating.epoch());
        tree.put("score", rating.score());
        tree.put("comment", rating.comment());
        put(tree, "agent", rating.agent());
        return tree;
    }

    private static Map<String, Object> about(Conversation now) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("conversationId", now.id());
        tree.put("channel", now.address().channel());
        tree.put("account", now.address().account());
        tree.put("contactId", now.contactId());
        return tree;
    }

    private static void put(Map<String, Object> tree, String name, Optional<?> value) {
        value.ifPresent(present -> tree.put(name, present));
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
