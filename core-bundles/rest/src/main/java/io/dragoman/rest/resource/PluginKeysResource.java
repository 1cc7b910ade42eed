package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.catalog.PluginKeys;
import io.dragoman.catalog.PluginKeys.Outcome;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.ForAllSites;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Who may sign plug-ins. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginKeysResource {

    private static final int LONGEST = 20_000;

    private final Services services;

    PluginKeysResource(Services services) {
        this.services = services;
    }

    private PluginKeys keys() {
        return services.get(PluginKeys.class);
    }

    @GET
    @Path("plugin-keys")
    @Roles(ADMIN)
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        return Tree.of("required", keys().required())
                .put("items", Tree.each(keys().list(), PluginView::of))
                .done();
    }

    @POST
    @Path("plugin-keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin-key.add", kind = "plugin-key")
    public Response add(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var name = body.text("name", 63);
        var certificate = body.text("certificate", LONGEST);
        body.check();
        var key = done(call, name, keys().add(name, certificate));
        return Response.status(Response.Status.CREATED).entity(PluginView.of(key)).build();
    }

    @DELETE
    @Path("plugin-keys/{id}")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin-key.remove", kind = "plugin-key")
    public void remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        done(Call.of(request), id, keys().remove(id));
    }

    private static PluginKeys.Key done(Call call, String name, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> {
                call.audited(name, Map.of("fingerprint", done.key().fingerprint()));
                yield done.key();
            }
            case Outcome.Missing missing -> throw Problem.of(Fault.NOT_FOUND);
            case Outcome.Taken taken -> throw Problem.of(Fault.NAME_TAKEN);
            case Outcome.Refused refused -> throw Problem.because(Fault.KEY_REFUSED, refused.why());
        };
    }
}
