package io.dragoman.rest.resource;

import static io.dragoman.storage.User.Role.ADMIN;

import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.ServiceTokens;
import io.dragoman.storage.ServiceTokenStore.Token;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens with which programs call tools; an administrator makes and revokes them. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class ServiceTokensResource {

    private static final int LONGEST_NAME = 60;
    private static final int MOST_SCOPES = 10;
    private static final long USUAL_PACE = 600;
    private static final long FASTEST = 100_000;

    private final Services services;
    private final Lookup lookup;

    ServiceTokensResource(Services services) {
        this.services = services;
        this.lookup = new Lookup(services);
    }

    @GET
    @Path("service-tokens")
    @Roles(ADMIN)
    public Map<String, Object> list(@Context ContainerRequestContext request) {
        var own = Call.of(request).user().site();
        var tokens =
                services.get(ServiceTokens.class).all().stream()
                        .filter(token -> own.isEmpty() || own.equals(token.site()))
                        .toList();
        return Tree.items(Tree.each(tokens, token -> view(token).done()));
    }

    private static Tree view(Token token) {
        return Tree.of("id", token.id())
                .put("name", token.name())
                .put("site", token.site())
                .put("scopes", token.scopes().stream().sorted().toList())
                .put("callsPerMinute", token.perMinute())
                .put("createdBy", token.createdBy())
                .put("createdAt", token.createdAt());
    }

    /** The answer is the only place where the token itself is ever shown. */
    @POST
    @Path("service-tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles(ADMIN)
    @Audited(value = "service-token.create", kind = "service-token")
    public Response create(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var name = body.text("name", LONGEST_NAME);
        var scopes =
                body.texts("scopes", MOST_SCOPES, LONGEST_NAME).orElse(List.of(ServiceTokens.READ));
        if (scopes.isEmpty() || !ServiceTokens.SCOPES.containsAll(scopes)) {
            body.wrong("scopes", "one-of", String.join(", ", ServiceTokens.SCOPES));
        }
        long pace = body.integer("callsPerMinute", 1, FASTEST).orElse(USUAL_PACE);
        var site = body.optionalText("site", LONGEST_NAME).or(() -> call.user().site());
        body.check();
        site.ifPresent(said -> lookup.site(call, Optional.of(said)));
        var made =
                services.get(ServiceTokens.class)
                        .make(
                                name,
                                site,
                                new LinkedHashSet<>(scopes),
                                (int) pace,
                                call.user().username());
        return Response.status(201)
                .entity(view(made.token()).put("token", made.secret()).done())
                .build();
    }

    @DELETE
    @Path("service-tokens/{id}")
    @Roles(ADMIN)
    @Audited(value = "service-token.revoke", kind = "service-token")
    public Response revoke(@Context ContainerRequestContext request, @PathParam("id") String id) {
        var own = Call.of(request).user().site();
        var tokens = services.get(ServiceTokens.class);
        boolean known =
                tokens.all().stream()
                        .filter(token -> own.isEmpty() || own.equals(token.site()))
                        .anyMatch(token -> token.id().equals(id));
        if (!known || !tokens.revoke(id)) {
            throw Problem.of(Fault.NOT_FOUND);
        }
        return Response.noContent().build();
    }
}
