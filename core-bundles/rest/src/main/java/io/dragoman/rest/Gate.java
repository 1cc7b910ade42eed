package io.dragoman.rest;

import io.dragoman.rest.Access.BeforePasswordChange;
import io.dragoman.rest.Access.ForAllSites;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.security.Sessions;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.Set;

/** Lets those through to one resource method who may call it. Immutable. */
@Priority(Priorities.AUTHENTICATION)
final class Gate implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Services services;
    private final boolean open;
    private final boolean beforePasswordChange;
    private final boolean forAllSites;
    private final Set<Role> roles;

    /**
     * The gate of a method.
     *
     * @throws IllegalStateException when the method does not say who may call it
     */
    Gate(Services services, Method method) {
        this.services = services;
        this.open = method.isAnnotationPresent(Open.class);
        this.beforePasswordChange = method.isAnnotationPresent(BeforePasswordChange.class);
        this.forAllSites = method.isAnnotationPresent(ForAllSites.class);
        var allowed = method.getAnnotation(Roles.class);
        if (open == (allowed != null)) {
            throw new IllegalStateException(method + " must be either @Open or have @Roles");
        }
        this.roles = open ? Set.of() : Set.of(allowed.value());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (open) {
            return;
        }
        var call = Call.of(request);
        var token = token(request).orElseThrow(Gate::notSignedIn);
        var user = services.get(Sessions.class).verify(token).orElseThrow(Gate::notSignedIn);
        call.signedIn(user, token);
        check(user);
    }

    private void check(User user) {
        if (user.mustChangePassword() && !beforePasswordChange) {
            throw Problem.of(Fault.PASSWORD_CHANGE_REQUIRED);
        }
        if (!Call.allowed(user, roles) || forAllSites && user.site().isPresent()) {
            throw Problem.of(Fault.FORBIDDEN);
        }
    }

    private static Problem notSignedIn() {
        return Problem.of(Fault.NOT_SIGNED_IN).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static Optional<String> token(ContainerRequestContext request) {
        return Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty());
    }
}
