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
                    "failed", List.of(State.UNKNOWN, State.DEAD));

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
        var states = query.text("state").map(DeliveriesResource::states).orElse(UNFINISHED);
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
            throw Problem.invalid("state", "one-of", "pending, sent, delivered, read, failed");
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
            case DEAD, UNKNOWN -> "failed";
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
}
