package io.dragoman.handoff.internal;

import io.dragoman.api.handoff.Cases;
import io.dragoman.conversation.EventSource;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.Ticket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens a ticket for what a skill leaves with people, and tells other systems. Thread-safe. */
@Component
public final class TicketCases implements Cases {

    private static final int SUBJECT = 200;

    private final DeskStore tickets;
    private final Directory directory;
    private final EventSource events;
    private final Clock clock;
    private final Ids ids;

    /** Created by the container. */
    @Activate
    public TicketCases(
            @Reference(name = "tickets") DeskStore tickets,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "events") EventSource events) {
        this(tickets, directory, events, Clock.systemUTC());
    }

    TicketCases(DeskStore tickets, Directory directory, EventSource events, Clock clock) {
        this.tickets = tickets;
        this.events = events;
        this.directory = directory;
        this.clock = clock;
        this.ids = new Ids(clock, new SecureRandom());
    }

    @Override
    public String open(String site, String team, String subject, String text) {
        var now = clock.instant();
        var ticket =
                new Ticket(
                        ids.next(),
                        site,
                        "",
                        "",
                        directory.team(site, team).key(),
                        subject.substring(0, Math.min(SUBJECT, subject.length())),
                        text,
                        Ticket.State.OPEN,
                        Optional.empty(),
                        List.of(),
                        now,
                        now);
        tickets.save(ticket, events.of(ticket, true));
        return ticket.id();
    }
}
