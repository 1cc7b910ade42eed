package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.conversation.Ids;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.Passwords;
import io.dragoman.security.Sessions;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The people who sign in. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {

    static final int SHORTEST_PASSWORD = 10;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{2,60}");
    private static final List<String> ROLES = List.of("agent", "supervisor", "analyst", "admin");
    private static final int USUAL_CAPACITY = 5;

    private final Services services;
    private final Ids ids;
    private final Passwords passwords;
    private final Lookup lookup;

    UsersResource(Services services, Ids ids, Passwords passwords) {
        this.services = services;
        this.ids = ids;
        this.passwords = passwords;
        this.lookup = new Lookup(services);
    }

    private List<User> users() {
        return services.get(Directory.class).users();
    }

    /** A user; whoever is limited to a site reaches only those who are limited to it too. */
    private User user(Call call, String id) {
        var own = call.user().site();
        return services.get(DirectoryStore.class)
                .user(id)
                .filter(found -> own.isEmpty() || own.equals(found.site()))
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    private Map<String, Object> view(User user) {
        var tree = new LinkedHashMap<>(services.get(DeskViews.class).user(user));
        services.get(Sessions.class)
                .lastSignIn(user.id())
                .ifPresent(at -> tree.put("lastSignInAt", at.toString()));
        return tree;
    }

    @GET
    @Path("users")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        boolean all = call.is(SUPERVISOR);
        var own = call.user().site();
        return Tree.items(
                users().stream()
                        .filter(u -> own.isEmpty() || u.site().isEmpty() || own.equals(u.site()))
                        .map(user -> all ? view(user) : brief(user))
                        .toList());
    }

    private Map<String, Object> brief(User user) {
        var state = services.get(Presence.class).state(user.id());
        return Tree.of("id", user.id())
                .put("name", user.name())
                .put("presence", state.name().toLowerCase(Locale.ROOT))
                .done();
    }

    @GET
    @Path("users/{id}")
    @Roles({SUPERVISOR, ADMIN})
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return view(user(Call.of(request), id));
    }

    @POST
    @Path("users")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "user.create", kind = "user")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var username = body.text("username", USERNAME);
        var name = body.text("name", 100).strip();
        var password = password(body);
        var roles = roles(body);
        if (!body.has("roles")) {
            body.wrong("roles", "required");
        }
        var locale = body.oneOf("locale", SessionResource.LOCALES).orElse("zh-CN");
        long capacity = body.integer("capacity", 1, 100).orElse((long) USUAL_CAPACITY);
        var teams = teams(call, body);
        var site = site(call, body);
        body.check();
        if (services.get(DirectoryStore.class).byUsername(username).isPresent()) {
            throw Problem.of(Fault.NAME_TAKEN, username);
        }
        var user =
                new User(
                        ids.next(),
                        username,
                        name,
                        passwords.hash(password.orElseGet(passwords::generate)),
                        roles.orElseThrow(),
                        true,
                        locale,
                        (int) capacity,
                        password.isEmpty(),
                        site);
        save(user, teams);
        call.audited(user.id(), Map.of("username", username, "roles", roles.get().toString()));
        return Response.status(201).entity(view(user)).build();
    }

    /**
     * The site somebody is to be limited to; empty for all sites, if that is the caller's to give.
     */
    private Optional<String> site(Call call, Body body) {
        var said = body.optionalText("site", 60).filter(site -> !site.isBlank());
        return said.isEmpty() && call.user().site().isEmpty()
                ? Optional.empty()
                : Optional.of(lookup.site(call, said));
    }

    private static Optional<String> password(Body body) {
        var password = body.optionalText("password", 200).filter(said -> !said.isEmpty());
        if (password.filter(said -> said.length() < SHORTEST_PASSWORD).isPresent()) {
            body.wrong("password", "too-short", SHORTEST_PASSWORD);
        }
        return password;
    }

    private static Optional<Set<Role>> roles(Body body) {
        var said = body.texts("roles", ROLES.size(), 20);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        if (said.get().isEmpty() || !ROLES.containsAll(said.get())) {
            body.wrong("roles", "one-of", String.join(", ", ROLES));
            return Optional.empty();
        }
        return said.map(Users::roles);
    }

    /** Whoever is limited to a site has no say over who is in the teams of others. */
    private Optional<List<String>> teams(Call call, Body body) {
        var own = call.user().site();
        var said = body.texts("teams", 100, 100);
        var known =
                lookup.teams().stream()
                        .filter(team -> own.isEmpty() || own.get().equals(team.site()))
                        .map(Team::id)
                        .toList();
        if (said.isPresent() && !known.containsAll(said.get())) {
            body.wrong("teams", "no-such-team");
        }
        return said;
    }

    private void save(User user, Optional<List<String>> teams) {
        var store = services.get(DirectoryStore.class);
        store.save(user);
        teams.ifPresent(
                wanted -> lookup.teams().forEach(team -> member(store, team, user, wanted)));
        services.get(Directory.class).refresh();
    }

    private static void member(
            DirectoryStore store, Team team, User user, List<String> wantedTeams) {
        boolean wanted = wantedTeams.contains(team.id());
        if (wanted != team.members().contains(user.id())) {
            store.save(Teams.withMember(team, user.id(), wanted));
        }
    }

    @PATCH
    @Path("users/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "user.update", kind = "user")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var old = user(call, id);
        var body = call.body();
        var name = body.has("name") ? body.text("name", 100).strip() : old.name();
        var roles = roles(body).orElse(old.roles());
        var locale = body.oneOf("locale", SessionResource.LOCALES).orElse(old.locale());
        long capacity = body.integer("capacity", 1, 100).orElse((long) old.capacity());
        var enabled = body.flag("enabled").orElse(old.enabled());
        var teams = teams(call, body);
        var site = body.has("site") ? site(call, body) : old.site();
        body.check();
        if (!enabled || !roles.contains(ADMIN) || !site.equals(old.site())) {
            keepAnAdmin(old);
        }
        var changed = Users.with(old, name, roles, enabled, locale, (int) capacity);
        var next = Users.withSite(changed, site);
        save(next, teams);
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view(next);
    }

    /**
     * Nobody could change anything any more without an administrator, and nobody anything of all
     * sites without one who is limited to none.
     */
    private void keepAnAdmin(User leaving) {
        if (looksAfter(leaving, leaving.site())
                && users().stream()
                        .filter(user -> !user.id().equals(leaving.id()))
                        .noneMatch(user -> looksAfter(user, leaving.site()))) {
            throw Problem.of(Fault.LAST_ADMIN);
        }
    }

    private static boolean looksAfter(User user, Optional<String> site) {
        return user.enabled()
                && user.roles().contains(ADMIN)
                && (user.site().isEmpty() || user.site().equals(site));
    }

    @DELETE
    @Path("users/{id}")
    @Roles(ADMIN)
    @Audited(value = "user.delete", kind = "user")
    public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var user = user(Call.of(request), id);
        keepAnAdmin(user);
        var store = services.get(DirectoryStore.class);
        lookup.teams().forEach(team -> member(store, team, user, List.of()));
        store.deleteUser(id);
        services.get(Directory.class).refresh();
        Call.of(request).audited(id, Map.of("username", user.username()));
    }

    @POST
    @Path("users/{id}/password")
    @Roles(ADMIN)
    @Audited(value = "user.password", kind = "user")
    public Map<String, Object> resetPassword(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var user = user(Call.of(request), id);
        var body = Call.of(request).bodyIfAny();
        var given = password(body);
        body.check();
        var password = given.orElseGet(passwords::generate);
        var changed = Users.withPassword(user, passwords.hash(password), given.isEmpty());
        save(changed, Optional.empty());
        return given.isPresent() ? new Tree().done() : Tree.of("password", password).done();
    }
}
