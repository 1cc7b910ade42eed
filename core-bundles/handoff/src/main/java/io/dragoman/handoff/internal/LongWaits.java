package io.dragoman.handoff.internal;

import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.Ids;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.TicketDraft;
import io.dragoman.storage.Team;
import io.dragoman.storage.Ticket;
import java.util.List;
import java.util.Optional;

/** Gives customers back to the bot for whom nobody has come for a long time. Thread-safe. */
final class LongWaits {

    private final ConversationLog log;
    private final DeskStore tickets;
    private final DeskEntries entries;
    private final Ids ids;

    LongWaits(ConversationLog log, DeskStore tickets, DeskEntries entries, Ids ids) {
        this.log = log;
        this.tickets = tickets;
        this.entries = entries;
        this.ids = ids;
    }

    /** The bot answers again, and what the customer wanted is kept as a ticket. */
    void giveUp(Conversation waiting, Team team) {
        var summary = waiting.desk().summary();
        var subject = entries.text(waiting, "ticket.waited");
        var ticket = new TicketDraft(ids.next(), team.key(), subject, summary);
        var drafts = hasTicket(waiting) ? List.<TicketDraft>of() : List.of(ticket);
        log.appendAndWait(
                new Entry(waiting.id(), Optional.empty(), now -> gaveUp(now, drafts)),
                DeskEntries.LIMIT);
    }

    private Change gaveUp(Conversation now, List<TicketDraft> drafts) {
        if (now.state() != State.QUEUED) {
            return DeskEntries.notWaiting();
        }
        var said = entries.important(now, "agent.gave-up").stream().toList();
        var change = DeskEntries.write(DeskEntries.backToBot(now), said);
        return new Change.Write(
                change.next(), change.messages(), Optional.empty(), drafts, List.of());
    }

    private boolean hasTicket(Conversation waiting) {
        var filter =
                new TicketFilter(
                        Optional.of(waiting.site()),
                        Optional.of(Ticket.State.OPEN),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(waiting.id()));
        return tickets.tickets(filter, Optional.empty(), 1).items().stream()
                .anyMatch(ticket -> !ticket.createdAt().isBefore(waiting.openedAt()));
    }
}
