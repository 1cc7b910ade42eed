package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.storage.Page;
import jakarta.ws.rs.Consumes;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What is still to be sent to platforms, or was given up. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class DeliveriesResource {

    /** The states of the store behind each of the API's; shown one after the other. */
    private static final Map<String, List<State>> STATES =
            Map.of(
                    "pending", List.of(State.PENDING),
                    "sent", List.of(State.SENT),
                    "delivered", List.of(),
                    "read", List.of(),
                    "failed", List.of(State.DEAD),
                    "unknown", List.of(State.UNKNOWN));

    private static final int MOST_AT_ONCE = 1_000;

    private static final List<State> UNFINISHED = List.of(State.PENDING, State.UNKNOWN, State.DEAD);

    private final Services services;
    private final Clock clock;

    DeliveriesResource(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    private OutboxStore store() {
        return services.get(OutboxStore.class);
    }

    @GET
    @Path("deliveries")
    @Roles({SUPERVISOR, ANALYST})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var said = query.list("state");
        var states =
                said.isEmpty()
                        ? UNFINISHED
                        : said.stream().flatMap(state -> states(state).stream()).toList();
        var channel = query.text("channel");
        var own = call.user().site();
        Predicate<Item> wanted =
                item ->
                        (channel.isEmpty() || channel.get().equals(item.to().channel()))
                                && (own.isEmpty() || own.get().equals(item.site()));
        var page =
                Pages.<Item>matching(
                        (cursor, limit) -> page(states, cursor, limit),
                        wanted,
                        query.cursor(),
                        query.limit());
        return Tree.items(Tree.each(page.items(), this::view), page.next());
    }

    private static List<State> states(String said) {
        var states = STATES.get(said);
        if (states == null) {
            throw Problem.invalid(
                    "state", "one-of", "pending, sent, delivered, read, failed, unknown");
        }
        return states;
    }

    /** A page of one state after the other; the cursor tells which. */
    private Page<Item> page(List<State> states, Optional<String> cursor, int limit) {
        if (states.isEmpty()) {
            return new Page<>(List.of(), Optional.empty());
        }
        var parts = cursor.orElse(states.get(0) + ":").split(":", 2);
        var state = State.valueOf(parts[0]);
        var inner = Optional.of(parts[1]).filter(text -> !text.isEmpty());
        var page = store().list(state, inner, limit);
        if (page.next().isPresent()) {
            return new Page<>(page.items(), page.next().map(next -> state + ":" + next));
        }
        int following = states.indexOf(state) + 1;
        return new Page<>(
                page.items(),
                following < states.size()
                        ? Optional.of(states.get(following) + ":")
                        : Optional.empty());
    }

    private Map<String, Object> view(Item item) {
        var made =
                services.get(LogStore.class)
                        .message(item.conversationId(), item.seq())
                        .map(Message::at)
                        .orElse(item.dueAt());
        return Tree.of("id", item.id())
                .put("channel", item.to().channel())
                .put("account", item.to().account())
                .put("conversationId", item.conversationId())
                .put("seq", item.seq())
                .put("state", name(item.state()))
                .put("attempts", item.attempts())
                .put(
                        "nextAt",
                        item.state() == State.PENDING
                                ? Optional.of(item.dueAt())
                                : Optional.empty())
                .text("reason", item.reason())
                .put("createdAt", made)
                .done();
    }

    private static String name(State state) {
        return switch (state) {
            case PENDING -> "pending";
            case SENT -> "sent";
            case DEAD -> "failed";
            case UNKNOWN -> "unknown";
        };
    }

    @POST
    @Path("deliveries/{id}/redeliver")
    @Roles(SUPERVISOR)
    @Audited(value = "delivery.redeliver", kind = "delivery")
    public Response redeliver(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var own = Call.of(request).user().site();
        boolean known =
                store().item(id)
                        .filter(item -> own.isEmpty() || own.get().equals(item.site()))
                        .isPresent();
        if (!known) {
            throw Problem.of(Fault.NOT_FOUND);
        }
        if (!store().retry(id, clock.instant())) {
            throw Problem.of(Fault.NOT_GIVEN_UP);
        }
        return Response.status(202).build();
    }

    @POST
    @Path("deliveries/redeliver")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(SUPERVISOR)
    @Audited(value = "delivery.redeliver", kind = "delivery")
    public Map<String, Object> redeliverMany(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var ids = body.texts("ids", MOST_AT_ONCE, 100);
        var state = body.oneOf("state", List.of("failed", "unknown"));
        var channel = body.optionalText("channel", 64).filter(said -> !said.isBlank());
        if (ids.isEmpty() && state.isEmpty()) {
            body.wrong("ids", "required");
        }
        body.check();
        var own = call.user().site();
        Predicate<Item> wanted =
                item ->
                        (channel.isEmpty() || channel.get().equals(item.to().channel()))
                                && (own.isEmpty() || own.get().equals(item.site()));
        var now = clock.instant();
        long queued =
                ids
                        .map(this::items)
                        .orElseGet(() -> all(states(state.orElseThrow()).get(0)))
                        .stream()
                        .filter(wanted)
                        .filter(item -> store().retry(item.id(), now))
                        .count();
        call.audited("", Map.of("count", queued));
        return Tree.of("queued", queued).done();
    }

    private List<Item> items(List<String> ids) {
        return ids.stream().map(store()::item).flatMap(Optional::stream).toList();
    }

    /** The newest of a state; whoever has more calls again. */
    private List<Item> all(State state) {
        return Pages.upTo(
                MOST_AT_ONCE, (cursor, limit) -> store().list(state, cursor, limit), item -> true);
    }
}
