package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.json.Json;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why the bot said it. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class TraceResource {

    /** Messages after a question among which the answers to it are looked for. */
    private static final int TURN = 50;

    private final Services services;
    private final Json json;
    private final Lookup lookup;

    TraceResource(Services services, Json json) {
        this.services = services;
        this.json = json;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("conversations/{id}/messages/{seq}/trace")
    @Roles({AGENT, SUPERVISOR, ANALYST})
    public Map<String, Object> trace(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("seq") String number) {
        var call = Call.of(request);
        // Analysts see what the bot does in every conversation of their site.
        if (call.is(ANALYST)) {
            lookup.conversationOfSite(call, id);
        } else {
            lookup.conversation(call, id);
        }
        long seq = Lookup.seq(number);
        var store = services.get(LogStore.class);
        var message = store.message(id, seq).orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
        var trace = trace(store, message).orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("conversationId", id);
        tree.put("seq", seq);
        if (json.read(trace) instanceof Map<?, ?> kept) {
            kept.forEach((name, value) -> tree.putIfAbsent(String.valueOf(name), value));
        }
        return tree;
    }

    /** The trace hangs on the first answer of a turn; any message of the turn leads to it. */
    private static Optional<String> trace(LogStore store, Message message) {
        var own = store.trace(message.conversationId(), message.seq());
        if (own.isPresent()) {
            return own;
        }
        var asked =
                message.from().kind() == Kind.VISITOR
                        ? Optional.of(message.seq())
                        : message.inReplyTo();
        return asked.flatMap(
                question ->
                        store.messages(message.conversationId(), question, TURN).stream()
                                .filter(other -> other.inReplyTo().equals(Optional.of(question)))
                                .map(other -> store.trace(other.conversationId(), other.seq()))
                                .flatMap(Optional::stream)
                                .findFirst());
    }
}
