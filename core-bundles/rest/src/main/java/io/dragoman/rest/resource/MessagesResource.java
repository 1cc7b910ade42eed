package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.DeskViews;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.OutboxStore;
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

/** What is said in a conversation, and what agents note beside it. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class MessagesResource {

    private static final long LARGE = 4 * 1024 * 1024;

    private final Services services;
    private final Notes notes;
    private final Clock clock;
    private final Lookup lookup;

    MessagesResource(Services services, Notes notes, Clock clock) {
        this.services = services;
        this.clock = clock;
        this.notes = notes;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("conversations/{id}/messages")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var conversation = lookup.conversation(call, id);
        int limit = call.query().limit();
        long after = call.query().number("after", 0).orElse(0L);
        long end = Long.MAX_VALUE;
        var before = call.query().number("before", 1);
        if (before.isPresent()) {
            // Numbers have no gaps, so the page before can be reckoned. What is too old may be gone
            // from it; then the store answers later ones, which belong to the next page.
            end = Math.min(before.get(), conversation.lastSeq() + 1);
            after = Math.max(0, end - 1 - limit);
            limit = (int) (end - 1 - after);
        }
        var messages = page(id, after, limit, end);
        var views = services.get(DeskViews.class);
        return Tree.of("messages", views.messages(conversation, messages))
                .put("lastSeq", conversation.lastSeq())
                .done();
    }

    private List<Message> page(String id, long after, int limit, long end) {
        return limit == 0
                ? List.of()
                : services.get(LogStore.class).messages(id, after, limit).stream()
                        .filter(message -> message.seq() < end)
                        .toList();
    }

    @POST
    @Path("conversations/{id}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @UpTo(LARGE)
    public Response say(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var key = body.text("clientMessageId", 100);
        var parts = parts(body, id);
        body.check();
        lookup.conversation(call, id);
        var result = services.get(DeskActions.class).say(id, call.user(), key, parts);
        if (result instanceof Result.Refused refused
                && Fault.ALREADY_TAKEN.code().equals(refused.code())) {
            throw Problem.of(Fault.NOT_YOURS);
        }
        var done = Moves.done(result);
        var message = done.message().orElseThrow();
        if (done.repeated() && !message.parts().equals(parts)) {
            throw Problem.of(Fault.CLIENT_MESSAGE_ID_REUSED);
        }
        return Response.status(done.repeated() ? 200 : 201)
                .entity(services.get(DeskViews.class).message(done.conversation(), message))
                .build();
    }

    @POST
    @Path("conversations/{id}/messages/{seq}/redeliver")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "delivery.redeliver", kind = "delivery")
    public Response redeliver(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("seq") String number) {
        var call = Call.of(request);
        lookup.conversation(call, id);
        long seq = Lookup.seq(number);
        var outbox = services.get(OutboxStore.class);
        var item =
                outbox.of(id, seq, seq).stream()
                        .findFirst()
                        .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
        call.audited(item.id(), Map.of("conversationId", id, "seq", seq));
        if (!outbox.retry(item.id(), clock.instant())) {
            throw Problem.of(Fault.NOT_GIVEN_UP);
        }
        return Response.status(202).build();
    }

    private List<Part> parts(Body body, String conversationId) {
        var value = body.value("parts");
        if (value.isEmpty()) {
            body.wrong("parts", "required");
            return List.of();
        }
        try {
            return services.find(MediaLinks.class)
                    .orElse(MediaLinks.NONE)
                    .kept(conversationId, services.get(PartCodec.class).fromTree(value.get()));
        } catch (IllegalArgumentException e) {
            body.wrong("parts", "parts", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    @GET
    @Path("conversations/{id}/notes")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> notes(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        lookup.conversation(Call.of(request), id);
        return Tree.items(Tree.each(services.get(DeskStore.class).notes(id), notes::view));
    }

    @POST
    @Path("conversations/{id}/notes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    public Response addNote(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var text = body.text("text", 5_000);
        body.check();
        var conversation = lookup.conversation(call, id);
        var note = notes.add(call, conversation, text);
        return Response.status(201).entity(notes.view(note)).build();
    }

    @POST
    @Path("conversations/{id}/read")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    public void read(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var seq = body.integer("seq", 0, Long.MAX_VALUE);
        if (!body.has("seq")) {
            body.wrong("seq", "required");
        }
        body.check();
        var conversation = lookup.conversation(call, id);
        // A supervisor who looks in has not read it for the agent.
        if (conversation.desk().assignee().equals(Optional.of(call.user().id()))) {
            Moves.done(services.get(DeskActions.class).readByAgent(id, seq.orElseThrow()));
        }
    }
}
