package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.conversation.Ids;
import io.dragoman.events.EventFeed;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Query;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.TicketFilter;
import io.dragoman.storage.Ticket;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cases that outlive a conversation. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class TicketsResource {

    static final List<String> STATES = List.of("open", "pending", "solved", "closed");

    private final Services services;
    private final Ids ids;
    private final Lookup lookup;
    private final TicketForm form;
    private final TicketView view;

    TicketsResource(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.ids = ids;
        this.lookup = new Lookup(services);
        this.form = new TicketForm(services, lookup, clock);
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
        var ticket = form.opened(call, body, ids.next());
        keep(ticket, true);
        return Response.status(201).entity(view.of(ticket, call.locale(), true)).build();
    }

    /** With the event that tells other systems of it. */
    private void keep(Ticket ticket, boolean isNew) {
        var feed = services.get(EventFeed.class);
        store().save(ticket, feed.drafts(ticket, isNew));
        feed.look();
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
        var next = form.changed(call, body, old);
        keep(next, false);
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view.of(next, call.locale(), true);
    }
}
