package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.conversation.Ids;
import io.dragoman.events.EventFeed;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Query;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Contact;
import io.dragoman.storage.ContactStore;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.Ticket;
import io.dragoman.storage.Ticket.Comment;
import io.dragoman.storage.Ticket.Priority;
import io.dragoman.storage.Ticket.State;
import io.dragoman.storage.User;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cases that outlive a conversation. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class TicketsResource {

    private static final List<String> STATES = List.of("open", "pending", "solved", "closed");
    private static final int LONGEST = 5_000;

    private final Services services;
    private final Ids ids;
    private final Clock clock;
    private final Lookup lookup;
    private final TicketView view;

    TicketsResource(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.ids = ids;
        this.clock = clock;
        this.lookup = new Lookup(services);
        this.view = new TicketView(services, lookup);
    }

    private DeskStore store() {
        return services.get(DeskStore.class);
    }

    @GET
    @Path("tickets")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var assignee = query.text("assignee");
        boolean nobody = assignee.equals(Optional.of("none"));
        var filter =
                new TicketFilter(
                        Lookup.siteFilter(call),
                        Optional.empty(),
                        query.text("team").map(lookup::teamKey),
                        assignee.filter(said -> !nobody).map(said -> lookup.user(call, said).id()),
                        query.text("contact"),
                        Optional.empty());
        Predicate<Ticket> wanted = wanted(query);
        var page =
                Pages.<Ticket>matching(
                        (cursor, limit) -> store().tickets(filter, cursor, limit),
                        wanted.and(ticket -> !nobody || ticket.assignee().isEmpty()),
                        query.cursor(),
                        query.limit());
        return Tree.items(
                Tree.each(page.items(), ticket -> view.of(ticket, call.locale(), false)),
                page.next());
    }

    private Predicate<Ticket> wanted(Query query) {
        var states = query.list("state");
        if (!STATES.containsAll(states)) {
            throw Problem.invalid("state", "one-of", String.join(", ", STATES));
        }
        var text = query.text("q").map(said -> said.toLowerCase(Locale.ROOT));
        return ticket ->
                (states.isEmpty() || states.contains(TicketView.state(ticket)))
                        && (text.isEmpty() || mentions(ticket, text.get()));
    }

    private static boolean mentions(Ticket ticket, String text) {
        return (ticket.number() + "\n" + ticket.subject() + "\n" + ticket.body())
                .toLowerCase(Locale.ROOT)
                .contains(text);
    }

    @GET
    @Path("tickets/{id}")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        return view.of(ticket(call, id), call.locale(), true);
    }

    private Ticket ticket(Call call, String id) {
        var own = call.user().site();
        return store().ticket(id)
                .filter(found -> own.isEmpty() || own.get().equals(found.site()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @POST
    @Path("tickets")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "ticket.open", kind = "ticket")
    public Response open(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var subject = body.text("subject", 200);
        var text = body.optionalText("text", LONGEST).orElse("");
        var priority = priority(body).orElse(Priority.NORMAL);
        var conversationId = filled(body, "conversationId");
        var contactId = filled(body, "contactId");
        var team = filled(body, "team");
        var assignee = filled(body, "assignee");
        var wish = filled(body, "site");
        body.check();
        var conversation = conversationId.map(id -> lookup.conversation(call, id));
        var contact = contactId.flatMap(services.get(ContactStore.class)::contact);
        var site =
                conversation
                        .map(Conversation::site)
                        .or(() -> contact.map(Contact::site))
                        .orElseGet(() -> lookup.site(call, wish));
        var now = clock.instant();
        var ticket =
                new Ticket(
                        ids.next(),
                        site,
                        conversationId.orElse(""),
                        contact.map(Contact::id)
                                .or(() -> conversation.map(Conversation::contactId))
                                .orElse(""),
                        team.map(said -> lookup.team(site, said).key())
                                .or(() -> conversation.flatMap(c -> c.desk().team()))
                                .orElseGet(
                                        () -> services.get(Directory.class).team(site, "").key()),
                        subject.strip(),
                        text,
                        State.OPEN,
                        priority,
                        assignee.map(said -> lookup.user(call, said).id()),
                        List.of(),
                        now,
                        now);
        keep(ticket, true);
        return Response.status(201).entity(view.of(ticket, call.locale(), true)).build();
    }

    private static Optional<Priority> priority(Body body) {
        return body.oneOf("priority", DeskMovesResource.PRIORITIES)
                .map(said -> Priority.valueOf(said.toUpperCase(Locale.ROOT)));
    }

    /** With the event that tells other systems of it. */
    private void keep(Ticket ticket, boolean isNew) {
        var feed = services.get(EventFeed.class);
        store().save(ticket, feed.drafts(ticket, isNew));
        feed.look();
    }

    private static Optional<String> filled(Body body, String name) {
        return body.optionalText(name, 100).filter(value -> !value.isBlank());
    }

    @PATCH
    @Path("tickets/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "ticket.update", kind = "ticket")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = ticket(call, id);
        var body = call.body();
        var subject = body.has("subject") ? body.text("subject", 200).strip() : old.subject();
        var state = body.oneOf("state", STATES);
        var priority = priority(body).orElse(old.priority());
        var assignee = body.optionalText("assignee", 100);
        var team = filled(body, "team");
        var comment = body.optionalText("comment", LONGEST).filter(said -> !said.isBlank());
        body.check();
        var next =
                new Ticket(
                        old.id(),
                        old.site(),
                        old.conversationId(),
                        old.contactId(),
                        team.map(said -> lookup.team(old.site(), said).key()).orElse(old.team()),
                        subject,
                        old.body(),
                        state.map(said -> State.valueOf(said.toUpperCase(Locale.ROOT)))
                                .orElse(old.state()),
                        priority,
                        assignee.isEmpty()
                                ? old.assignee()
                                : assignee.filter(said -> !said.isBlank())
                                        .map(said -> lookup.user(call, said).id()),
                        comments(old, comment, call.user()),
                        old.createdAt(),
                        clock.instant());
        keep(next, false);
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view.of(next, call.locale(), true);
    }

    private List<Comment> comments(Ticket old, Optional<String> comment, User by) {
        var all = new ArrayList<>(old.comments());
        comment.ifPresent(text -> all.add(new Comment(by.id(), text, clock.instant())));
        return all;
    }
}
