package io.dragoman.events.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.EventSource;
import io.dragoman.conversation.Ids;
import io.dragoman.events.EventType;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Ticket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from a change what has happened, and writes it down for those who want to hear of it.
 * Thread-safe.
 */
@Component(service = {EventSource.class, ChangeEvents.class})
public final class ChangeEvents implements EventSource {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeEvents.class);

    private final SubscriptionBook book;
    private final Json json;
    private final EventData data;
    private final Ids ids;
    private volatile boolean drafted;

    @Activate
    public ChangeEvents(
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "json") Json json,
            @Reference(name = "parts") PartCodec parts) {
        this(book, json, parts, new Ids(Clock.systemUTC(), new SecureRandom()));
    }

    ChangeEvents(SubscriptionBook book, Json json, PartCodec parts, Ids ids) {
        this.book = book;
        this.json = json;
        this.data = new EventData(parts);
        this.ids = ids;
    }

    @Override
    public List<EventDraft> of(Conversation before, Change.Write change) {
        if (book.all().isEmpty()) {
            return List.of();
        }
        try {
            var found = new Found(before.site());
            found.brought(change);
            messages(found, before, change);
            moves(found, before, change);
            drafted |= !found.drafts.isEmpty();
            return found.drafts;
        } catch (RuntimeException e) {
            // Customers are served whether or not other systems hear of it.
            LOG.error("The events of a change of {} are lost", before.id(), e);
            return List.of();
        }
    }

    @Override
    public List<EventDraft> of(Ticket ticket, boolean isNew) {
        var type = isNew ? EventType.TICKET_CREATED : EventType.TICKET_UPDATED;
        return drafts(ticket.site(), type, () -> EventData.ticket(ticket));
    }

    /** Whether there were events since this was asked last. */
    boolean takeDrafted() {
        if (!drafted) {
            return false;
        }
        drafted = false;
        return true;
    }

    /** An event of a site, ready to be kept; empty when nobody wants it. */
    List<EventDraft> drafts(String site, EventType type, Supplier<Map<String, Object>> fields) {
        var found = new Found(site);
        found.add(type, fields);
        drafted |= !found.drafts.isEmpty();
        return found.drafts;
    }

    private void messages(Found found, Conversation before, Change.Write change) {
        if (opens(before, change)) {
            found.add(
                    EventType.CONVERSATION_OPENED,
                    () -> data.opened(change.next(), before.state() == State.CLOSED));
        }
        long seq = before.lastSeq();
        for (var draft : change.messages()) {
            long number = ++seq;
            found.add(EventType.MESSAGE_CREATED, () -> data.message(change.next(), number, draft));
        }
        for (var ticket : change.tickets()) {
            found.add(EventType.TICKET_CREATED, () -> data.ticket(change.next(), ticket));
        }
        for (var rating : change.beside().ratings()) {
            found.add(EventType.RATING_GIVEN, () -> data.rating(change.next(), rating));
        }
    }

    /** A conversation begins with its first message, and anew when it was closed. */
    private static boolean opens(Conversation before, Change.Write change) {
        boolean first = before.lastSeq() == 0 && !change.messages().isEmpty();
        return first || before.state() == State.CLOSED && change.next().state() != State.CLOSED;
    }

    private void moves(Found found, Conversation before, Change.Write change) {
        var next = change.next();
        boolean moved = before.state() != next.state();
        if (next.state() == State.QUEUED
                && (moved || !before.desk().team().equals(next.desk().team()))) {
            found.add(
                    EventType.CONVERSATION_HANDED_OVER,
                    () -> data.handedOver(next, before.state()));
        }
        if (next.state() == State.HUMAN
                && (moved || !before.desk().assignee().equals(next.desk().assignee()))) {
            found.add(EventType.CONVERSATION_ASSIGNED, () -> data.conversation(next));
        }
        if (next.state() == State.BOT && moved && before.state() != State.CLOSED) {
            found.add(EventType.CONVERSATION_RETURNED_TO_BOT, () -> data.conversation(next));
        }
        if (next.state() == State.CLOSED && moved) {
            found.add(EventType.CONVERSATION_CLOSED, () -> data.conversation(next));
        }
    }

    /** Collects the events of one change. */
    private final class Found {
        private final String site;
        private final List<EventDraft> drafts = new ArrayList<>();

        Found(String site) {
            this.site = site;
        }

        /** Those that the change itself tells of. */
        void brought(Change.Write change) {
            for (var event : change.events()) {
                var to = book.wanting(site, event.type());
                if (!to.isEmpty()) {
                    drafts.add(new EventDraft(event.id(), event.type(), event.json(), to));
                }
            }
        }

        void add(EventType type, Supplier<Map<String, Object>> fields) {
            var to = book.wanting(site, type.wire());
            if (!to.isEmpty()) {
                body(type, fields)
                        .ifPresent(
                                body ->
                                        drafts.add(
                                                new EventDraft(
                                                        "evt_" + ids.next(),
                                                        type.wire(),
                                                        body,
                                                        to)));
            }
        }

        /** One that cannot be written down takes no other with it. */
        private Optional<String> body(EventType type, Supplier<Map<String, Object>> fields) {
            try {
                return Optional.of(json.write(fields.get()));
            } catch (RuntimeException e) {
                LOG.error("An event {} of {} is lost", type.wire(), site, e);
                return Optional.empty();
            }
        }
    }
}
