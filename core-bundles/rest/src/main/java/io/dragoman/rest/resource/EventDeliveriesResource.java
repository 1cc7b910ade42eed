package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.api.json.Json;
import io.dragoman.events.EventFeed;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.Filter;
import io.dragoman.storage.EventStore.State;
import jakarta.ws.rs.GET;
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

/** What was told to other systems, how it went, and telling it again. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class EventDeliveriesResource {

    private static final List<String> STATES = List.of("pending", "delivered", "failed");

    private final Services services;
    private final Json json;
    private final Clock clock;

    EventDeliveriesResource(Services services, Json json, Clock clock) {
        this.services = services;
        this.json = json;
        this.clock = clock;
    }

    private EventStore store() {
        return services.get(EventStore.class);
    }

    @GET
    @Path("event-deliveries")
    @Roles(ADMIN)
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var state = query.text("state");
        if (state.filter(said -> !STATES.contains(said)).isPresent()) {
            throw Problem.invalid("state", "one-of", String.join(", ", STATES));
        }
        var filter =
                new Filter(
                        query.text("endpoint"),
                        state.map(said -> State.valueOf(said.toUpperCase(Locale.ROOT))),
                        query.text("type"),
                        query.text("event"));
        var known = EventEndpointsResource.known(call, store());
        var page =
                Pages.<Delivery>matching(
                        (cursor, limit) -> store().deliveries(filter, cursor, limit),
                        delivery -> known.contains(delivery.subscription()),
                        query.cursor(),
                        query.limit());
        return Tree.items(Tree.each(page.items(), delivery -> view(delivery).done()), page.next());
    }

    private static Tree view(Delivery delivery) {
        return Tree.of("id", delivery.id())
                .put("endpoint", delivery.subscription())
                .put("eventId", delivery.eventId())
                .put("type", delivery.type())
                .put("state", delivery.state().name().toLowerCase(Locale.ROOT))
                .put("attempts", delivery.attempts())
                .put("createdAt", delivery.createdAt())
                .put(
                        "nextAt",
                        delivery.state() == State.PENDING
                                ? Optional.of(delivery.dueAt())
                                : Optional.empty())
                .put(
                        "status",
                        delivery.status() == 0 ? Optional.empty() : Optional.of(delivery.status()))
                .text("reason", delivery.reason());
    }

    private Delivery delivery(Call call, String id) {
        return store().delivery(id)
                .filter(
                        found ->
                                EventEndpointsResource.known(call, store())
                                        .contains(found.subscription()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @GET
    @Path("event-deliveries/{id}")
    @Roles(ADMIN)
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var delivery = delivery(Call.of(request), id);
        var event =
                store().event(delivery.eventId())
                        .map(services.get(EventFeed.class)::body)
                        .map(json::read);
        return view(delivery)
                .put("event", event)
                .put("calls", Tree.each(store().attempts(id), EventDeliveriesResource::view))
                .done();
    }

    private static Map<String, Object> view(Attempt call) {
        return Tree.of("at", call.at())
                .put("url", call.url())
                .put("headers", call.headers())
                .put("status", call.status() == 0 ? Optional.empty() : Optional.of(call.status()))
                .put("milliseconds", call.latencyMillis())
                .text("response", call.response())
                .text("reason", call.reason())
                .done();
    }

    @POST
    @Path("event-deliveries/{id}/redeliver")
    @Roles(ADMIN)
    @Audited(value = "event-delivery.redeliver", kind = "event-delivery")
    public Response redeliver(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        delivery(call, id);
        if (!store().redeliver(id, clock.instant())) {
            throw Problem.of(Fault.STILL_WAITING);
        }
        services.get(EventFeed.class).look();
        return Response.status(202).build();
    }
}
