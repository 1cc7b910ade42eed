package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.handoff.DeskViews;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Team;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The desk's list. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ConversationsResource {

    /** Beyond this many open conversations a count says so many, and no more. */
    private static final int COUNTED = 1_000;

    private static final int TAGGED = 400;

    /** A team of nobody, for agents without a team: they see what has no team. */
    private static final String NO_TEAM = "-";

    private final Services services;
    private final Lookup lookup;

    ConversationsResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("conversations")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var store = services.get(LogStore.class);
        var views = services.get(DeskViews.class);
        long dseq = store.lastDseq();
        var filter = filter(call);
        var team = call.query().text("team").map(lookup::teamKey);
        Predicate<Conversation> wanted =
                found ->
                        views.visible(found, call.user())
                                && (team.isEmpty() || found.desk().team().equals(team));
        var page =
                Pages.<Conversation>matching(
                        (cursor, limit) -> store.list(filter, cursor, limit),
                        wanted,
                        call.query().cursor(),
                        call.query().limit());
        return Tree.of("items", page.items().stream().map(views::conversation).toList())
                .put("nextCursor", page.next())
                .put("dseq", dseq)
                .done();
    }

    private Filter filter(Call call) {
        var query = call.query();
        var assignee =
                query.text("assignee")
                        .map(said -> "none".equals(said) ? said : lookup.user(call, said).id());
        var team = query.text("team").map(lookup::teamKey);
        var teams =
                team.map(List::of)
                        .orElseGet(() -> assignee.isPresent() ? List.of() : teamsSeen(call));
        return new Filter(
                Lookup.siteFilter(call),
                query.list("state").stream().map(ConversationsResource::state).toList(),
                assignee,
                teams,
                query.text("channel"),
                query.text("contact"),
                query.text("tag"),
                query.text("q"));
    }

    private static State state(String said) {
        try {
            return State.valueOf(said.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("state", "one-of", "bot, queued, human, closed");
        }
    }

    /** The teams whose conversations the caller sees; empty for all. */
    private List<String> teamsSeen(Call call) {
        if (call.is(SUPERVISOR)) {
            return List.of();
        }
        var keys =
                lookup.teams().stream()
                        .filter(
                                team ->
                                        team.members().isEmpty()
                                                || team.members().contains(call.user().id()))
                        .map(Team::key)
                        .distinct()
                        .toList();
        return keys.isEmpty() ? List.of(NO_TEAM) : keys;
    }

    @GET
    @Path("conversations/counts")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> counts(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var open = open(call);
        var mine =
                open.stream()
                        .filter(c -> c.state() == State.HUMAN)
                        .filter(c -> c.desk().assignee().equals(Optional.of(call.user().id())))
                        .toList();
        return Tree.of("queued", open.stream().filter(c -> c.state() == State.QUEUED).count())
                .put("mine", mine.size())
                .put(
                        "mineUnread",
                        mine.stream().filter(c -> c.lastSeq() > c.read().agent()).count())
                .put("open", open.size())
                .done();
    }

    /** What is not closed: first what people have to do, so that a large rest hides none of it. */
    private List<Conversation> open(Call call) {
        var store = services.get(LogStore.class);
        var views = services.get(DeskViews.class);
        var open = new ArrayList<Conversation>();
        for (var states : List.of(List.of(State.QUEUED, State.HUMAN), List.of(State.BOT))) {
            var filter =
                    new Filter(
                            call.user().site(),
                            states,
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty());
            open.addAll(
                    Pages.upTo(
                            COUNTED,
                            (cursor, limit) -> store.list(filter, cursor, limit),
                            each -> true));
        }
        return open.stream().filter(each -> views.visible(each, call.user())).toList();
    }

    @GET
    @Path("conversations/{id}")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return services.get(DeskViews.class)
                .conversation(lookup.conversation(Call.of(request), id));
    }

    @GET
    @Path("tags")
    @Roles({AGENT, SUPERVISOR, ANALYST})
    public Map<String, Object> tags(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var store = services.get(LogStore.class);
        var filter =
                new Filter(
                        call.user().site(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var uses = new HashMap<String, Integer>();
        Pages.upTo(TAGGED, (cursor, limit) -> store.list(filter, cursor, limit), each -> true)
                .forEach(each -> each.tags().forEach(tag -> uses.merge(tag, 1, Integer::sum)));
        return Tree.items(
                uses.entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                                Map.Entry<String, Integer>::getValue,
                                                Comparator.reverseOrder())
                                        .thenComparing(Map.Entry::getKey))
                        .map(Map.Entry::getKey)
                        .limit(200)
                        .toList());
    }
}
