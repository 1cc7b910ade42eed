package io.dragoman.rest.resource;

import io.dragoman.handoff.Directory;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Ticket;
import io.dragoman.storage.Ticket.Comment;
import io.dragoman.storage.Ticket.Priority;
import io.dragoman.storage.Ticket.State;
import io.dragoman.storage.User;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a request says about a ticket, checked. Thread-safe. */
final class TicketForm {

    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 5_000;
    private static final int LONGEST_ID = 100;

    private final Services services;
    private final Lookup lookup;
    private final Clock clock;

    TicketForm(Services services, Lookup lookup, Clock clock) {
        this.services = services;
        this.lookup = lookup;
        this.clock = clock;
    }

    /** What a new ticket is to be. */
    private record Wish(
            String subject,
            String text,
            Priority priority,
            Optional<String> conversation,
            Optional<String> contact,
            Optional<String> team,
            Optional<String> assignee,
            Optional<String> site) {

        static Wish read(Body body) {
            var wish =
                    new Wish(
                            body.text("subject", LONGEST_SUBJECT).strip(),
                            body.optionalText("text", LONGEST_TEXT).orElse(""),
                            TicketForm.priority(body).orElse(Priority.NORMAL),
                            filled(body, "conversationId"),
                            filled(body, "contactId"),
                            filled(body, "team"),
                            filled(body, "assignee"),
                            filled(body, "site"));
            body.check();
            return wish;
        }
    }

    /** A new ticket: what it does not say follows from whom and what it is about. */
    Ticket opened(Call call, Body body, String id) {
        var wish = Wish.read(body);
        var conversation = wish.conversation().map(about -> lookup.conversation(call, about));
        var contact = wish.contact().flatMap(services.get(ContactStore.class)::contact);
        var site =
                conversation
                        .map(Conversation::site)
                        .or(() -> contact.map(Contact::site))
                        .orElseGet(() -> lookup.site(call, wish.site()));
        var now = clock.instant();
        return new Ticket(
                id,
                site,
                wish.conversation().orElse(""),
                contact.map(Contact::id)
                        .or(() -> conversation.map(Conversation::contactId))
                        .orElse(""),
                wish.team()
                        .map(said -> lookup.team(site, said).key())
                        .or(() -> conversation.flatMap(c -> c.desk().team()))
                        .orElseGet(() -> services.get(Directory.class).team(site, "").key()),
                wish.subject(),
                wish.text(),
                State.OPEN,
                wish.priority(),
                wish.assignee().map(said -> lookup.user(call, said).id()),
                List.of(),
                now,
                now);
    }

    /** A ticket with that changed which the request names. */
    Ticket changed(Call call, Body body, Ticket old) {
        var subject =
                body.has("subject") ? body.text("subject", LONGEST_SUBJECT).strip() : old.subject();
        var state = body.oneOf("state", TicketsResource.STATES);
        var priority = priority(body).orElse(old.priority());
        var assignee = body.optionalText("assignee", LONGEST_ID);
        var team = filled(body, "team");
        var comment = body.optionalText("comment", LONGEST_TEXT).filter(said -> !said.isBlank());
        body.check();
        return new Ticket(
                old.id(),
                old.site(),
                old.conversationId(),
                old.contactId(),
                team.map(said -> lookup.team(old.site(), said).key()).orElse(old.team()),
                subject,
                old.body(),
                state.map(said -> State.valueOf(said.toUpperCase(Locale.ROOT))).orElse(old.state()),
                priority,
                assignee.isPresent() ? assigned(call, assignee.get()) : old.assignee(),
                comments(old, comment, call.user()),
                old.createdAt(),
                clock.instant());
    }

    /** Blank takes it from whoever had it. */
    private Optional<String> assigned(Call call, String said) {
        return said.isBlank() ? Optional.empty() : Optional.of(lookup.user(call, said).id());
    }

    private List<Comment> comments(Ticket old, Optional<String> comment, User by) {
        var all = new ArrayList<>(old.comments());
        comment.ifPresent(text -> all.add(new Comment(by.id(), text, clock.instant())));
        return all;
    }

    private static Optional<Priority> priority(Body body) {
        return body.oneOf("priority", DeskMovesResource.PRIORITIES)
                .map(said -> Priority.valueOf(said.toUpperCase(Locale.ROOT)));
    }

    private static Optional<String> filled(Body body, String name) {
        return body.optionalText(name, LONGEST_ID).filter(value -> !value.isBlank());
    }
}
