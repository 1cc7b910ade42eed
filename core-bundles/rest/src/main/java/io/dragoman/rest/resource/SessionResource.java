package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.handoff.DeskViews;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.BeforePasswordChange;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.Call;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.security.AuditLog;
import io.dragoman.security.Passwords;
import io.dragoman.security.Sessions;
import io.dragoman.security.Sessions.SignIn;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.User;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;

/** Signing in and out, and what people change about themselves. */
@Path("v1")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

    static final List<String> LOCALES = List.of("zh-CN", "en");

    private final Services services;
    private final Json json;
    private final Passwords passwords;

    SessionResource(Services services, Json json, Passwords passwords) {
        this.services = services;
        this.json = json;
        this.passwords = passwords;
    }

    @POST
    @Path("session")
    @Consumes(MediaType.APPLICATION_JSON)
    @Open
    public Map<String, Object> signIn(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var username = body.text("username", 100);
        var password = body.text("password", 200);
        body.check();
        var result =
                services.get(Sessions.class).signIn(username.strip(), password, call.address());
        return switch (result) {
            case SignIn.Welcome welcome -> {
                note(call, welcome.user(), "session.sign-in");
                yield Tree.of("token", welcome.token())
                        .put("expiresAt", welcome.expiresAt())
                        .put("user", view(welcome.user()))
                        .done();
            }
            case SignIn.Refused refused -> {
                services.get(DirectoryStore.class)
                        .byUsername(username.strip())
                        .ifPresent(user -> note(call, user, "session.failed"));
                throw Problem.of(Fault.WRONG_CREDENTIALS);
            }
            case SignIn.TooMany many -> throw tooMany(many);
        };
    }

    private static Problem tooMany(SignIn.TooMany many) {
        return Problem.of(Fault.TOO_MANY, many.retryAfterSeconds())
                .retryAfter(many.retryAfterSeconds());
    }

    /** Signing in has no caller yet whom the usual filter could name. */
    private void note(Call call, User user, String action) {
        var detail = json.write(Map.of("address", call.address()));
        services.find(AuditLog.class)
                .ifPresent(log -> log.note(user, action, "user/" + user.id(), detail));
    }

    private Map<String, Object> view(User user) {
        return services.get(DeskViews.class).user(user);
    }

    @GET
    @Path("session")
    @Roles
    @BeforePasswordChange
    public Map<String, Object> whoAmI(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var ends = services.get(Sessions.class).expires(call.token());
        return Tree.of("expiresAt", ends).put("user", view(now(call))).done();
    }

    @DELETE
    @Path("session")
    @Roles
    @BeforePasswordChange
    @Audited(value = "session.sign-out", kind = "user")
    public void signOut(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        services.get(Sessions.class).signOut(call.token());
        call.audited(call.user().id(), Map.of("address", call.address()));
    }

    @PUT
    @Path("session/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles
    @BeforePasswordChange
    @Audited(value = "user.password", kind = "user")
    public void changePassword(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        var current = body.text("current", 200);
        var next = body.text("next", 200);
        if (next.length() < UserForm.SHORTEST_PASSWORD) {
            body.wrong("next", "too-short", UserForm.SHORTEST_PASSWORD);
        }
        if (next.equals(current)) {
            body.wrong("next", "same-password");
        }
        body.check();
        var user = now(call);
        services.get(Sessions.class)
                .objection(user, current, call.address())
                .ifPresent(
                        objection -> {
                            throw objection instanceof SignIn.TooMany many
                                    ? tooMany(many)
                                    : Problem.of(Fault.WRONG_PASSWORD);
                        });
        save(Users.withPassword(user, passwords.hash(next), false));
        call.audited(user.id(), Map.of());
    }

    @PUT
    @Path("session/locale")
    @Consumes(MediaType.APPLICATION_JSON)
    @Roles
    @BeforePasswordChange
    @Audited(value = "user.locale", kind = "user")
    public void setLocale(@Context ContainerRequestContext request) {
        var call = Call.of(request);
        var body = call.body();
        body.text("locale", 20);
        var locale = body.oneOf("locale", LOCALES);
        body.check();
        save(Users.withLocale(now(call), locale.orElseThrow()));
        call.audited(call.user().id(), Map.of("locale", locale.get()));
    }

    /** The caller as the store has them; sessions remember people for a moment. */
    private User now(Call call) {
        return services.get(DirectoryStore.class)
                .user(call.user().id())
                .orElseThrow(() -> Problem.of(Fault.NOT_SIGNED_IN));
    }

    private void save(User user) {
        services.get(DirectoryStore.class).save(user);
        services.get(Directory.class).refresh();
    }
}
