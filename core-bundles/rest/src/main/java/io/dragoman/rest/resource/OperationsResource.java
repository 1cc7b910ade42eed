package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;
import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.api.json.Json;
import io.dragoman.catalog.Health;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.HealthView;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Query;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Audit;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.User;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Numbers, ratings, who did what, and how the installation does. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class OperationsResource {

    private final Services services;
    private final Json json;
    private final Overview overview;
    private final SettingsView settings;
    private final OpenApiView openApi;
    private final HealthView health;
    private final Lookup lookup;

    OperationsResource(
            Services services,
            Json json,
            Overview overview,
            SettingsView settings,
            HealthView health,
            byte[] openApi) {
        this.services = services;
        this.json = json;
        this.overview = overview;
        this.settings = settings;
        this.health = health;
        this.openApi = new OpenApiView(openApi, json);
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("overview")
    @Roles(SUPERVISOR)
    public Map<String, Object> overview(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        return overview.of(lookup.site(call, Lookup.siteFilter(call)), call.locale());
    }

    @GET
    @Path("ratings")
    @Roles({SUPERVISOR, ANALYST})
    public Map<String, Object> ratings(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var query = call.query();
        var agent = query.text("agent").map(said -> lookup.user(call, said).id());
        var worst = query.number("maxScore", 1);
        Predicate<Rating> wanted =
                rating ->
                        (agent.isEmpty() || rating.agent().equals(agent))
                                && (worst.isEmpty() || rating.score() <= worst.get());
        var store = services.get(DeskStore.class);
        var page =
                Pages.<Rating>matching(
                        (cursor, limit) -> store.ratings(call.user().site(), cursor, limit),
                        wanted,
                        query.cursor(),
                        query.limit());
        return Tree.items(Tree.each(page.items(), this::view), page.next());
    }

    private Map<String, Object> view(Rating rating) {
        var conversation = services.get(LogStore.class).conversation(rating.conversationId());
        return Tree.of("conversationId", rating.conversationId())
                .put("score", rating.score())
                .text("comment", rating.comment())
                .put("at", rating.at())
                .put(
                        "contact",
                        conversation.map(
                                found ->
                                        services.get(io.dragoman.handoff.DeskViews.class)
                                                .conversation(found)
                                                .get("contact")))
                .put("agent", rating.agent().map(lookup::userRef))
                .put("channel", conversation.map(found -> found.address().channel()))
                .done();
    }

    @GET
    @Path("audit")
    @Roles(ADMIN)
    public Map<String, Object> audit(@Context ContainerRequestContext request) {
        var query = Call.of(request).query();
        var wanted = audited(query);
        var store = services.get(DeskStore.class);
        var page =
                Pages.<Audit>matching(
                        (cursor, limit) ->
                                store.audit(
                                        query.text("action").or(() -> query.text("actor")),
                                        cursor,
                                        limit),
                        wanted,
                        query.cursor(),
                        query.limit());
        return Tree.items(Tree.each(page.items(), this::view), page.next());
    }

    private Predicate<Audit> audited(Query query) {
        var actor =
                query.text("actor")
                        .map(
                                said ->
                                        services.get(Directory.class).users().stream()
                                                .filter(user -> user.username().equals(said))
                                                .map(User::id)
                                                .findFirst()
                                                .orElse(said));
        var action = query.text("action").orElse("");
        var from = query.instant("from");
        var to = query.instant("to");
        return entry ->
                entry.action().startsWith(action)
                        && (actor.isEmpty()
                                || entry.userId().equals(actor.get())
                                || entry.username().equals(actor.get()))
                        && from.filter(entry.at()::isBefore).isEmpty()
                        && to.filter(entry.at()::isAfter).isEmpty();
    }

    private Map<String, Object> view(Audit entry) {
        var name =
                services.get(Directory.class)
                        .user(entry.userId())
                        .map(User::name)
                        .orElse(entry.username());
        var details = details(entry.detail());
        var address = Optional.ofNullable(details.remove("address"));
        return Tree.of("id", entry.id())
                .put("at", entry.at())
                .put("actor", Tree.ref(entry.userId(), name))
                .put("action", entry.action())
                .put("target", target(entry.target()))
                .put("details", details)
                .put("address", address)
                .done();
    }

    private Map<String, Object> target(String target) {
        int slash = target.indexOf('/');
        var kind = slash < 0 ? target : target.substring(0, slash);
        var id = target.substring(slash + 1);
        var name =
                kind.equals("user")
                        ? services.get(Directory.class).user(id).map(User::name)
                        : Optional.<String>empty();
        return Tree.of("kind", kind).put("id", id).put("name", name).done();
    }

    /** Ours are JSON; other parts of the program write words. */
    private Map<String, Object> details(String detail) {
        var details = new Tree();
        if (detail.startsWith("{")) {
            try {
                if (json.read(detail) instanceof Map<?, ?> kept) {
                    kept.forEach((name, value) -> details.put(name.toString(), value.toString()));
                    return details.done();
                }
            } catch (IllegalArgumentException e) {
                return details.put("text", detail).done();
            }
        }
        return details.text("text", detail).done();
    }

    @GET
    @Path("settings")
    @Roles({ANALYST, SUPERVISOR})
    public Map<String, Object> settings(@Context ContainerRequestContext request) {
        return settings.tree();
    }

    @GET
    @Path("health")
    @Roles
    public Map<String, Object> health(@Context ContainerRequestContext request) {
        return health.tree(services.get(Health.class).report());
    }

    @GET
    @Path("openapi.json")
    @Open
    public Response openApi(@Context ContainerRequestContext request) {
        var tools = services.find(ToolCaller.class).map(ToolCaller::tools).orElse(List.of());
        return Response.ok(openApi.with(tools), MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-cache")
                .header("Access-Control-Allow-Origin", "*")
                .build();
    }
}
