package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.User;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The moves of the desk. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class DeskMovesResource {

    /** From the lowest, which is -1, to the highest. */
    static final List<String> PRIORITIES = List.of("low", "normal", "high", "urgent");

    static final int MOST_TAGS = 30;
    static final int LONGEST_TAG = 40;

    private final Services services;
    private final Notes notes;
    private final Lookup lookup;

    DeskMovesResource(Services services, Notes notes) {
        this.services = services;
        this.notes = notes;
        this.lookup = new Lookup(services);
    }

    private DeskActions actions() {
        return services.get(DeskActions.class);
    }

    private Map<String, Object> view(Result result, String id) {
        if (result instanceof Result.Refused refused
                && Fault.ALREADY_TAKEN.code().equals(refused.code())) {
            throw Problem.of(Fault.ALREADY_TAKEN, holder(id));
        }
        return services.get(DeskViews.class).conversation(Moves.done(result).conversation());
    }

    private String holder(String id) {
        return services.get(LogStore.class)
                .conversation(id)
                .flatMap(conversation -> conversation.desk().assignee())
                .flatMap(user -> services.get(Directory.class).user(user))
                .map(User::name)
                .orElse("?");
    }

    @POST
    @Path("conversations/{id}/take")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.take", kind = "conversation")
    public Map<String, Object> take(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        lookup.conversation(call, id);
        return view(actions().take(id, call.user()), id);
    }

    @POST
    @Path("conversations/{id}/assign")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.assign", kind = "conversation")
    public Map<String, Object> assign(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var said = body.text("agent", 100);
        body.check();
        lookup.conversation(call, id);
        var agent = agent(call, said);
        if (!agent.id().equals(call.user().id()) && !call.is(SUPERVISOR)) {
            throw Problem.of(Fault.ONLY_YOURSELF);
        }
        call.audited(id, Map.of("agent", agent.username()));
        var self = agent.id().equals(call.user().id());
        return view(
                self
                        ? actions().take(id, call.user())
                        : actions().assign(id, call.user(), agent.id()),
                id);
    }

    private User agent(Call call, String said) {
        var user = lookup.user(call, said);
        if (user.roles().stream().noneMatch(Set.of(AGENT, SUPERVISOR, User.Role.ADMIN)::contains)) {
            throw Problem.of(Fault.NO_SUCH_AGENT, said);
        }
        return user;
    }

    @POST
    @Path("conversations/{id}/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.transfer", kind = "conversation")
    public Map<String, Object> transfer(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var agent = body.optionalText("agent", 100).filter(said -> !said.isBlank());
        var team = body.optionalText("team", 100).filter(said -> !said.isBlank());
        var note = body.optionalText("note", 1_000).filter(said -> !said.isBlank());
        if (agent.isPresent() == team.isPresent()) {
            body.wrong("agent", "agent-or-team");
        }
        body.check();
        var conversation = lookup.conversation(call, id);
        var result =
                team.isPresent()
                        ? toTeam(call, conversation, team.get())
                        : actions().assign(id, call.user(), agent(call, agent.orElseThrow()).id());
        var answer = view(result, id);
        note.ifPresent(text -> notes.add(call, conversation, text));
        call.audited(
                id, team.map(t -> Map.<String, Object>of("team", t)).orElseGet(() -> to(agent)));
        return answer;
    }

    private static Map<String, Object> to(Optional<String> agent) {
        return Map.of("agent", agent.orElse(""));
    }

    private Result toTeam(Call call, Conversation conversation, String said) {
        var key = lookup.team(conversation.site(), said).key();
        var holder = conversation.desk().assignee();
        boolean others = holder.isPresent() && !holder.get().equals(call.user().id());
        if (conversation.state() == Conversation.State.HUMAN && others && !call.is(SUPERVISOR)) {
            throw Problem.of(Fault.NOT_YOURS);
        }
        return actions().transferToTeam(conversation.id(), call.user(), key);
    }

    /** Only the assignee and supervisors end what somebody else is in the middle of. */
    private Conversation own(Call call, String id) {
        var conversation = lookup.conversation(call, id);
        var holder = conversation.desk().assignee();
        if (holder.isPresent() && !holder.get().equals(call.user().id()) && !call.is(SUPERVISOR)) {
            throw Problem.of(Fault.NOT_YOURS);
        }
        return conversation;
    }

    @POST
    @Path("conversations/{id}/return-to-bot")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.return-to-bot", kind = "conversation")
    public Map<String, Object> returnToBot(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        own(call, id);
        return view(actions().returnToBot(id, call.user()), id);
    }

    @POST
    @Path("conversations/{id}/close")
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.close", kind = "conversation")
    public Map<String, Object> close(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.bodyIfAny();
        var reason = body.optionalText("reason", 500).filter(said -> !said.isBlank());
        body.check();
        var conversation = own(call, id);
        var answer = view(actions().close(id, call.user()), id);
        reason.ifPresent(text -> notes.add(call, conversation, text));
        return answer;
    }

    @PUT
    @Path("conversations/{id}/tags")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.tags", kind = "conversation")
    public Map<String, Object> tags(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var tags = body.texts("tags", MOST_TAGS, LONGEST_TAG);
        if (!body.has("tags")) {
            body.wrong("tags", "required");
        }
        body.check();
        lookup.conversation(call, id);
        call.audited(id, Map.of("tags", String.join(", ", tags.orElseThrow())));
        return view(actions().tag(id, Set.copyOf(tags.get())), id);
    }

    @PUT
    @Path("conversations/{id}/priority")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    @Audited(value = "conversation.priority", kind = "conversation")
    public Map<String, Object> priority(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        body.text("priority", 20);
        var priority = body.oneOf("priority", PRIORITIES);
        body.check();
        lookup.conversation(call, id);
        call.audited(id, Map.of("priority", priority.orElseThrow()));
        return view(actions().prioritise(id, PRIORITIES.indexOf(priority.get()) - 1), id);
    }
}
