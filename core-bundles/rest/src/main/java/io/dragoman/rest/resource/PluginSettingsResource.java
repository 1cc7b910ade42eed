package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;
import static io.dragoman.storage.User.Role.ANALYST;

import io.dragoman.catalog.PluginSettings;
import io.dragoman.catalog.PluginSettings.Fault.Kind;
import io.dragoman.catalog.PluginSettings.Outcome;
import io.dragoman.catalog.Plugins;
import io.dragoman.catalog.Plugins.Plugin;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.ForAllSites;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Problem.FieldError;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings of plug-ins; what stands in a secret one is never told. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PluginSettingsResource {

    private static final int LONGEST = 10_000;

    private final Services services;

    PluginSettingsResource(Services services) {
        this.services = services;
    }

    private String plugin(String id) {
        return services.get(Plugins.class).list(Locale.ENGLISH).stream()
                .filter(plugin -> plugin.id().equals(id) || plugin.name().equals(id))
                .findFirst()
                .map(Plugin::name)
                .orElseThrow(() -> Problem.of(Fault.NO_SUCH_PLUGIN));
    }

    @GET
    @Path("plugins/{id}/settings")
    @Roles(ANALYST)
    public Map<String, Object> forms(
            @Context ContainerRequestContext request, @PathParam("id") String id) {
        var forms = services.get(PluginSettings.class).forms(plugin(id), Call.of(request).locale());
        return Tree.items(Tree.each(forms, PluginView::of));
    }

    @PUT
    @Path("plugins/{id}/settings/{pid}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.configure", kind = "plugin")
    public Map<String, Object> save(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("pid") String pid) {
        var call = Call.of(request);
        var body = call.body();
        var values = new LinkedHashMap<String, String>();
        body.object("values")
                .ifPresent(
                        given ->
                                given.all()
                                        .forEach((name, value) -> values.put(name, text(value))));
        body.check();
        var outcome = services.get(PluginSettings.class).save(plugin(id), pid, values);
        // The names only: what they hold may be secret.
        call.audited(id, Map.of("pid", pid, "fields", String.join(", ", values.keySet())));
        return answered(outcome, id);
    }

    private static String text(Object value) {
        var text = value == null ? "" : value.toString();
        if (text.length() > LONGEST || value instanceof Map || value instanceof List) {
            throw Problem.invalid("values", "too-long", LONGEST);
        }
        return text;
    }

    @DELETE
    @Path("plugins/{id}/settings/{pid}")
    @Roles(ADMIN)
    @ForAllSites
    @Audited(value = "plugin.reset", kind = "plugin")
    public void reset(
            @Context ContainerRequestContext request,
            @PathParam("id") String id,
            @PathParam("pid") String pid) {
        answered(services.get(PluginSettings.class).reset(plugin(id), pid), id);
        Call.of(request).audited(id, Map.of("pid", pid));
    }

    private static Map<String, Object> answered(Outcome outcome, String id) {
        return switch (outcome) {
            case Outcome.Done done -> Tree.of("id", id).done();
            case Outcome.Missing missing -> throw Problem.of(Fault.NOT_FOUND);
            case Outcome.Refused refused ->
                    throw Problem.because(Fault.PLUGIN_REFUSED, refused.why());
            case Outcome.Invalid invalid ->
                    throw Problem.invalid(
                            invalid.faults().stream().map(PluginSettingsResource::error).toList());
        };
    }

    private static FieldError error(PluginSettings.Fault fault) {
        return new FieldError("values/" + fault.field(), key(fault.kind()), List.of(fault.limit()));
    }

    private static String key(Kind kind) {
        return switch (kind) {
            case REQUIRED -> "required";
            case NO_INTEGER -> "no-integer";
            case NO_NUMBER -> "no-number";
            case NO_BOOLEAN -> "no-boolean";
            case TOO_SMALL -> "too-small";
            case TOO_GREAT -> "too-great";
            case NO_OPTION -> "one-of";
            case UNKNOWN -> "no-such-setting";
            case LIST -> "list-in-file";
            case UNWRITABLE -> "unwritable";
        };
    }
}
