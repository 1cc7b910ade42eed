package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.conversation.Ids;
import io.dragoman.events.EventFeed;
import io.dragoman.events.EventType;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Subscription;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Map;
import java.util.Optional;

/** Where other systems hear of what happens here. A secret is shown once, when it is made. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class EventEndpointsResource {

    private static final int MOST_ENDPOINTS = 50;
    private static final int MOST_COUNTED = 100_000;

    private final Services services;
    private final EndpointForm form;
    private final Ids ids;
    private final Clock clock;

    EventEndpointsResource(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.form = new EndpointForm(services, clock);
        this.ids = ids;
        this.clock = clock;
    }

    private EventStore store() {
        return services.get(EventStore.class);
    }

    private EventFeed feed() {
        return services.get(EventFeed.class);
    }

    @GET
    @Path("event-types")
    @Roles(ADMIN)
    public Map<String, Object> types() {
        return Tree.items(
                Tree.each(
                        EventType.offered(),
                        type ->
                                Tree.of("type", type.wire())
                                        .put("version", EventType.VERSION)
                                        .done()));
    }

    @GET
    @Path("event-endpoints")
    @Roles(ADMIN)
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        return Tree.items(
                Tree.each(
                        store().subscriptions().stream().filter(one -> may(call, one)).toList(),
                        one -> view(one, Optional.empty())));
    }

    private static boolean may(Call call, Subscription one) {
        var own = call.user().site();
        return own.isEmpty() || own.equals(one.site());
    }

    private Subscription endpoint(Call call, String id) {
        return store().subscriptions().stream()
                .filter(one -> one.id().equals(id) && may(call, one))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    @GET
    @Path("event-endpoints/{id}")
    @Roles(ADMIN)
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return view(endpoint(Call.of(request), id), Optional.empty());
    }

    private Map<String, Object> view(Subscription one, Optional<String> secret) {
        return Tree.of("id", one.id())
                .put("name", one.name())
                .put("url", one.url())
                .put("site", one.site())
                .put("types", one.types().stream().sorted().toList())
                .put("state", state(one))
                .text("reason", one.disabledReason())
                .put("failingSince", one.failingSince())
                .put("waiting", store().waiting(one.id(), MOST_COUNTED))
                .put("createdAt", one.createdAt())
                .put("updatedAt", one.updatedAt())
                .put("secret", secret)
                .done();
    }

    private static String state(Subscription one) {
        if (!one.enabled()) {
            return one.disabledReason().isEmpty() ? "paused" : "disabled";
        }
        return one.failingSince().isPresent() ? "failing" : "active";
    }

    @POST
    @Path("event-endpoints")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.create", kind = "event-endpoint")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var secret = feed().newSecret();
        var made = form.made(call, body, ids.next(), secret);
        if (store().subscriptions().size() >= MOST_ENDPOINTS) {
            throw Problem.invalid("name", "too-many", MOST_ENDPOINTS);
        }
        keep(made);
        call.audited(made.id(), Map.of("name", made.name(), "url", made.url()));
        return Response.status(201).entity(view(made, Optional.of(secret))).build();
    }

    private void keep(Subscription next) {
        store().save(next);
        feed().refresh();
    }

    @PATCH
    @Path("event-endpoints/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.update", kind = "event-endpoint")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = endpoint(call, id);
        var body = call.body();
        var next = form.changed(call, body, old);
        keep(next);
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view(next, Optional.empty());
    }

    @DELETE
    @Path("event-endpoints/{id}")
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.delete", kind = "event-endpoint")
    public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = endpoint(call, id);
        store().delete(id);
        feed().refresh();
        call.audited(id, Map.of("name", old.name(), "url", old.url()));
    }

    @POST
    @Path("event-endpoints/{id}/secret")
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.secret", kind = "event-endpoint")
    public Map<String, Object> rotate(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var old = endpoint(Call.of(request), id);
        var secret = feed().newSecret();
        var next = form.rotated(old, secret);
        keep(next);
        return view(next, Optional.of(secret));
    }

    @POST
    @Path("event-endpoints/{id}/test")
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.test", kind = "event-endpoint")
    public Response test(@Context ContainerRequestContext request, @PathParam("id") String id) {
        feed().test(endpoint(Call.of(request), id));
        return Response.status(202).build();
    }

    @POST
    @Path("event-endpoints/{id}/redeliver")
    @Roles(ADMIN)
    @Audited(value = "event-endpoint.redeliver", kind = "event-endpoint")
    public Map<String, Object> redeliver(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        endpoint(call, id);
        int queued = store().redeliverFailed(id, clock.instant());
        feed().look();
        call.audited(id, Map.of("count", queued));
        return Tree.of("queued", queued).done();
    }

    /** The ids of the endpoints that a caller may know of. */
    static List<String> known(Call call, EventStore store) {
        return store.subscriptions().stream()
                .filter(one -> may(call, one))
                .map(Subscription::id)
                .toList();
    }
}
