package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.AGENT;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who is at the desk, and how busy. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PresenceResource {

    private final Services services;
    private final Lookup lookup;

    PresenceResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("presence")
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        return Tree.items(agents());
    }

    /** Everybody who can take conversations. */
    List<Map<String, Object>> agents() {
        var loads = services.get(LogStore.class).loads();
        return services.get(Directory.class).users().stream()
                .filter(User::enabled)
                .filter(user -> user.roles().contains(AGENT))
                .map(user -> view(user, loads))
                .toList();
    }

    private Map<String, Object> view(User user, Map<String, Integer> loads) {
        var state = services.get(Presence.class).state(user.id());
        return Tree.of("agent", Tree.ref(user.id(), user.name()))
                .put("state", state.name().toLowerCase(Locale.ROOT))
                .put("open", loads.getOrDefault(user.id(), 0))
                .put("capacity", user.capacity())
                .put(
                        "teams",
                        lookup.teams().stream()
                                .filter(team -> team.members().contains(user.id()))
                                .map(Team::id)
                                .toList())
                .done();
    }

    @PUT
    @Path("presence")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles({AGENT, SUPERVISOR})
    public Map<String, Object> set(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        body.text("state", 20);
        var state = body.oneOf("state", List.of("online", "away", "offline"));
        body.check();
        services.get(Presence.class)
                .set(
                        call.user().id(),
                        Presence.State.valueOf(state.orElseThrow().toUpperCase(Locale.ROOT)));
        return view(call.user(), services.get(LogStore.class).loads());
    }
}
