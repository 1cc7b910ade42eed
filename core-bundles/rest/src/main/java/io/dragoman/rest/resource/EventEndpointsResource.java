package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.conversation.Ids;
import io.dragoman.events.EventFeed;
import io.dragoman.events.EventType;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where other systems hear of what happens here. A secret is shown once, when it is made. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class EventEndpointsResource {

    private static final int MOST_ENDPOINTS = 50;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 2_000;
    private static final int MOST_COUNTED = 100_000;

    /** How long the secret before the last one signs, too. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Services services;
    private final Lookup lookup;
    private final Ids ids;
    private final Clock clock;

    EventEndpointsResource(Services services, Ids ids, Clock clock) {
        this.services = services;
        this.lookup = new Lookup(services);
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
        var name = body.text("name", LONGEST_NAME);
        var url = url(body).orElse("");
        if (!body.has("url")) {
            body.wrong("url", "required");
        }
        var types = types(body).orElse(Set.of());
        if (types.isEmpty()) {
            body.wrong("types", "required");
        }
        body.check();
        if (store().subscriptions().size() >= MOST_ENDPOINTS) {
            throw Problem.invalid("name", "too-many", MOST_ENDPOINTS);
        }
        var now = clock.instant();
        var secret = feed().newSecret();
        var made =
                new Subscription(
                        ids.next(),
                        site(call, body),
                        name.strip(),
                        url,
                        secret,
                        Optional.empty(),
                        Optional.empty(),
                        types,
                        true,
                        "",
                        Optional.empty(),
                        now,
                        now);
        keep(made);
        call.audited(made.id(), Map.of("name", made.name(), "url", made.url()));
        return Response.status(201).entity(view(made, Optional.of(secret))).build();
    }

    private void keep(Subscription next) {
        store().save(next);
        feed().refresh();
    }

    private Optional<String> url(Body body) {
        var url = body.optionalText("url", LONGEST_URL).map(String::strip);
        url.flatMap(feed()::complaint).ifPresent(why -> body.wrong("url", "not-allowed", why));
        return url;
    }

    private static Optional<Set<String>> types(Body body) {
        var names = EventType.offered().stream().map(EventType::wire).toList();
        var said = body.texts("types", names.size(), LONGEST_NAME);
        said.filter(list -> !names.containsAll(list))
                .ifPresent(list -> body.wrong("types", "one-of", String.join(", ", names)));
        return said.map(Set::copyOf);
    }

    /** No site means all of them, which only somebody of no site may choose. */
    private Optional<String> site(Call call, Body body) {
        var said = body.optionalText("site", 64).filter(site -> !site.isBlank());
        return said.isEmpty() && call.user().site().isEmpty()
                ? Optional.empty()
                : Optional.of(lookup.site(call, said));
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
        var name = body.has("name") ? body.text("name", LONGEST_NAME).strip() : old.name();
        var url = url(body).orElse(old.url());
        var types = types(body).orElse(old.types());
        var enabled = body.flag("enabled").orElse(old.enabled());
        if (types.isEmpty()) {
            body.wrong("types", "required");
        }
        body.check();
        boolean fresh = enabled && (!old.enabled() || !url.equals(old.url()));
        var next =
                new Subscription(
                        old.id(),
                        body.has("site") ? site(call, body) : old.site(),
                        name,
                        url,
                        old.secret(),
                        old.previousSecret(),
                        old.previousUntil(),
                        types,
                        enabled,
                        enabled || old.enabled() ? "" : old.disabledReason(),
                        fresh ? Optional.empty() : old.failingSince(),
                        old.createdAt(),
                        clock.instant());
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
        var now = clock.instant();
        var secret = feed().newSecret();
        var next =
                new Subscription(
                        old.id(),
                        old.site(),
                        old.name(),
                        old.url(),
                        secret,
                        Optional.of(old.secret()),
                        Optional.of(now.plus(OVERLAP)),
                        old.types(),
                        old.enabled(),
                        old.disabledReason(),
                        old.failingSince(),
                        old.createdAt(),
                        now);
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
