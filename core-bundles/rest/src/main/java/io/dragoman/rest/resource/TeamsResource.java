package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.conversation.Ids;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Site;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The teams of agents. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class TeamsResource {

    private static final int MOST_MEMBERS = 1_000;

    private final Services services;
    private final Ids ids;
    private final Lookup lookup;

    TeamsResource(Services services, Ids ids) {
        this.services = services;
        this.ids = ids;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("teams")
    @Roles
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var own = call.user().site();
        return Tree.items(
                lookup.teams().stream()
                        .filter(team -> own.isEmpty() || own.get().equals(team.site()))
                        .map(team -> view(team, call.locale()))
                        .toList());
    }

    @GET
    @Path("teams/{id}")
    @Roles
    public Map<String, Object> one(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        return view(team(call, id), call.locale());
    }

    private Team team(Call call, String id) {
        var own = call.user().site();
        return lookup.teams().stream()
                .filter(team -> team.id().equals(id))
                .filter(team -> own.isEmpty() || own.get().equals(team.site()))
                .findFirst()
                .orElseThrow(() -> Problem.of(Fault.NOT_FOUND));
    }

    private Map<String, Object> view(Team team, Locale locale) {
        var open =
                services.get(Desk.class).loads(team.site()).stream()
                        .filter(load -> load.team().id().equals(team.id()))
                        .map(Desk.Load::open)
                        .findFirst();
        return new Tree()
                .all(Lookup.ref(team, locale))
                .put("site", team.site())
                .text("description", team.description())
                .put("members", team.members().stream().sorted().map(lookup::userRef).toList())
                .put("hours", Hours.view(team.hours(), zone(team.site())))
                .put("openNow", open)
                .put("default", team.fallback())
                .done();
    }

    private String zone(String site) {
        return services.get(Directory.class).sites().stream()
                .filter(found -> found.id().equals(site))
                .map(Site::zone)
                .findFirst()
                .orElse("UTC");
    }

    @POST
    @Path("teams")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "team.create", kind = "team")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var name = body.text("name", 100).strip();
        var site = lookup.site(call, body.optionalText("site", 60).filter(s -> !s.isBlank()));
        var blank =
                new Team(
                        ids.next(),
                        site,
                        key(site, name),
                        name,
                        name,
                        Set.of(),
                        false,
                        Optional.empty());
        var team = changed(body, blank);
        body.check();
        save(team);
        return Response.status(201).entity(view(team, call.locale())).build();
    }

    /** What rules call it: its name where that will do, or else a number. */
    private String key(String site, String name) {
        var plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        var base = plain.replaceAll("^-|-$", "");
        var wish = base.isEmpty() ? "team" : base.substring(0, Math.min(40, base.length()));
        var taken = services.get(Directory.class).teams(site).stream().map(Team::key).toList();
        var key = wish;
        for (int number = 2; taken.contains(key); number++) {
            key = wish + "-" + number;
        }
        return key;
    }

    @PATCH
    @Path("teams/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "team.update", kind = "team")
    public Map<String, Object> update(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var call = Call.of(request);
        var body = call.body();
        var old = team(call, id);
        // A team has a name in each language; a caller changes the one that they see.
        var named =
                body.has("name")
                        ? Teams.named(old, body.text("name", 100).strip(), call.locale())
                        : old;
        var team = changed(body, named);
        body.check();
        save(team);
        call.audited(id, Map.of("fields", String.join(", ", body.all().keySet())));
        return view(team, call.locale());
    }

    private Team changed(Body body, Team team) {
        var members = body.texts("members", MOST_MEMBERS, 100).map(said -> members(body, said));
        var fallback = body.flag("default");
        if (fallback.equals(Optional.of(false)) && team.fallback()) {
            body.wrong("default", "name-another-default");
        }
        var hours = body.object("hours").map(sent -> Hours.read(sent, zone(team.site())));
        return new Team(
                team.id(),
                team.site(),
                team.key(),
                team.nameZh(),
                team.nameEn(),
                members.orElse(team.members()),
                fallback.orElse(team.fallback()),
                hours.orElse(team.hours()),
                body.optionalText("description", 500).orElse(team.description()));
    }

    private Set<String> members(Body body, List<String> said) {
        var known = services.get(Directory.class).users().stream().map(User::id).toList();
        if (!known.containsAll(said)) {
            body.wrong("members", "no-such-user");
        }
        return Set.copyOf(said);
    }

    private void save(Team team) {
        var store = services.get(DirectoryStore.class);
        store.save(team);
        if (team.fallback()) {
            // A site has one team for what no rule gave to a team.
            services.get(Directory.class).teams(team.site()).stream()
                    .filter(other -> other.fallback() && !other.id().equals(team.id()))
                    .map(Teams::withoutFallback)
                    .forEach(store::save);
        }
        services.get(Directory.class).refresh();
    }

    @DELETE
    @Path("teams/{id}")
    @Roles(ADMIN)
    @Audited(value = "team.delete", kind = "team")
    public void delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var team = team(Call.of(request), id);
        boolean waits = !services.get(LogStore.class).queue(team.site(), team.key()).isEmpty();
        if (waits || team.fallback()) {
            throw Problem.of(Fault.TEAM_IN_USE);
        }
        services.get(DirectoryStore.class).deleteTeam(id);
        services.get(Directory.class).refresh();
        Call.of(request).audited(id, Map.of("name", team.nameEn()));
    }
}
