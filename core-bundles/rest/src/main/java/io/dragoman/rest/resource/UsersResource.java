package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.conversation.Ids;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
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
import java.util.concurrent.locks.ReentrantLock;

/** The people who sign in. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {

    private final Services services;
    private final Ids ids;
    private final Passwords passwords;
    private final Lookup lookup;
    private final UserForm form;
    private final ReentrantLock changing = new ReentrantLock();

    UsersResource(Services services, Ids ids, Passwords passwords) {
        this.services = services;
        this.ids = ids;
        this.passwords = passwords;
        this.lookup = new Lookup(services);
        this.form = new UserForm(lookup);
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
        var newcomer = form.newcomer(call, body, ids.next());
        var password = UserForm.password(body);
        var teams = form.teams(call, body);
        body.check();
        var username = newcomer.username();
        if (services.get(DirectoryStore.class).byUsername(username).isPresent()) {
            throw Problem.of(Fault.NAME_TAKEN, username);
        }
        var hash = passwords.hash(password.orElseGet(passwords::generate));
        var user = Users.withPassword(newcomer, hash, password.isEmpty());
        save(user, teams);
        call.audited(user.id(), Map.of("username", username, "roles", user.roles().toString()));
        return Response.status(201).entity(view(user)).build();
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
        var next = form.changed(call, body, old);
        var teams = form.teams(call, body);
        body.check();
        boolean leaves =
                !next.enabled() || !next.roles().contains(ADMIN) || !next.site().equals(old.site());
        inTurn(
                () -> {
                    if (leaves) {
                        keepAnAdmin(old);
                    }
                    save(next, teams);
                });
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
        inTurn(
                () -> {
                    keepAnAdmin(user);
                    delete(user);
                });
        Call.of(request).audited(id, Map.of("username", user.username()));
    }

    private void delete(User user) {
        var store = services.get(DirectoryStore.class);
        lookup.teams().forEach(team -> member(store, team, user, List.of()));
        store.deleteUser(user.id());
        services.get(Directory.class).refresh();
    }

    /** One after the other, or two administrators could demote each other in the same moment. */
    private void inTurn(Runnable change) {
        changing.lock();
        try {
            change.run();
        } finally {
            changing.unlock();
        }
    }

    @POST
    @Path("users/{id}/password")
    @Roles(ADMIN)
    @Audited(value = "user.password", kind = "user")
    public Map<String, Object> resetPassword(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var user = user(Call.of(request), id);
        var body = Call.of(request).bodyIfAny();
        var given = UserForm.password(body);
        body.check();
        var password = given.orElseGet(passwords::generate);
        var changed = Users.withPassword(user, passwords.hash(password), given.isEmpty());
        save(changed, Optional.empty());
        return given.isPresent() ? new Tree().done() : Tree.of("password", password).done();
    }
}
