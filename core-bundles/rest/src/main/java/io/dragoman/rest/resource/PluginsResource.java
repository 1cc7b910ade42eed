package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;
import static io.dragoman.storage.User.Role.ANALYST;
import static io.dragoman.storage.User.Role.SUPERVISOR;

import io.dragoman.catalog.PluginOperations;
import io.dragoman.catalog.PluginOperations.Outcome;
import io.dragoman.catalog.Plugins;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.ForAllSites;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Access.UpTo;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** The plug-ins that are installed, and what an administrator does with them. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginsResource {

    private static final long LARGEST = 128L * 1024 * 1024;

    private final Services services;

    PluginsResource(Services services) {
        this.services = services;
    }

    @GET
    @Path("plugins")
    @Roles({ANALYST, SUPERVISOR})
    public Map<String, Object> plugins(@Context ContainerRequestContext request) {
        var plugins = services.get(Plugins.class);
        var locale = Call.of(request).locale();
        return Tree.of("folder", plugins.folder())
                .put("items", Tree.each(plugins.list(locale), PluginView::of))
                .done();
    }

    @PUT
    @Path("plugins/{id}")
    @Consumes({MediaType.APPLICATION_OCTET_STREAM, "application/java-archive"})
    @Roles(ADMIN)
    @UpTo(LARGEST)
    @ForAllSites
    @Audited(value = "plugin.install", kind = "plugin")
    public Map<String, Object> install(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return change(
                request,
                id,
                operations -> {
                    try {
                        return operations.install(id, request.getEntityStream());
                    } catch (IOException e) {
                        throw Problem.of(Fault.BAD_REQUEST);
                    }
                });
    }

    @DELETE
    @Path("plugins/{id}")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.remove", kind = "plugin")
    public void remove(@Context ContainerRequestContext request, @PathParam("id") String id) {
        change(request, id, operations -> operations.remove(id));
    }

    @POST
    @Path("plugins/{id}/disable")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.disable", kind = "plugin")
    public Map<String, Object> disable(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return change(request, id, operations -> operations.disable(id));
    }

    @POST
    @Path("plugins/{id}/enable")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.enable", kind = "plugin")
    public Map<String, Object> enable(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return change(request, id, operations -> operations.enable(id));
    }

    @POST
    @Path("plugins/{id}/roll-back")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.roll-back", kind = "plugin")
    public Map<String, Object> rollBack(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var body = Call.of(request).bodyIfAny();
        var to = body.optionalText("sha256", 64);
        body.check();
        return change(request, id, operations -> operations.rollBack(id, to));
    }

    @POST
    @Path("plugins/{id}/retry")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.retry", kind = "plugin")
    public Map<String, Object> retry(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        return change(request, id, operations -> operations.retry(id));
    }

    private Map<String, Object> change(
            ContainerRequestContext request,
            String id,
            Function<PluginOperations, Outcome> operation) {
        return switch (operation.apply(services.get(PluginOperations.class))) {
            case Outcome.Done done -> {
                Call.of(request).audited(id, Map.of());
                yield Tree.of("id", done.fileName()).done();
            }
            case Outcome.Missing missing -> throw Problem.of(Fault.NO_SUCH_PLUGIN);
            case Outcome.InTheWay other -> throw Problem.of(Fault.IN_THE_WAY, other.fileName());
            case Outcome.Refused refused ->
                    throw Problem.because(Fault.PLUGIN_REFUSED, refused.why());
        };
    }
}
