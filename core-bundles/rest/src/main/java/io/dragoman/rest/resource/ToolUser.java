package io.dragoman.rest.resource;

import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.rest.Fault;
import io.dragoman.rest.Problem;
import io.dragoman.rest.Services;
import io.dragoman.security.ServiceTokens;
import io.dragoman.security.Sessions;
import io.dragoman.security.VisitorTokens;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.ServiceTokenStore.Token;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who calls a tool over REST or MCP, and on whose behalf: a member of staff and a program with a
 * service token for anybody, a visitor only for the customer that the visitor is known to be.
 * Immutable.
 *
 * @param by for limits and the audit log
 * @param site the only one it works for; empty for all
 * @param customerId of a visitor who is known for sure
 * @param scopes what it may do
 * @param perMinute calls in a minute, when not the usual number
 */
record ToolUser(
        String by,
        Tool.Actor actor,
        Optional<String> site,
        Optional<String> customerId,
        Set<String> scopes,
        Optional<Integer> perMinute) {

    private static final String SCHEME = "Bearer ";
    private static final Set<Role> STAFF = Set.of(Role.AGENT, Role.SUPERVISOR, Role.ANALYST);

    /**
     * Who makes a request.
     *
     * @throws Problem when it is nobody we know, or somebody who may not call tools
     */
    static ToolUser of(ContainerRequestContext request, Services services, Json json) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw nobody();
        }
        var token = header.substring(SCHEME.length()).strip();
        var service = services.find(ServiceTokens.class).flatMap(all -> all.verify(token));
        if (service.isPresent()) {
            return service(service.get());
        }
        var user = services.get(Sessions.class).verify(token);
        if (user.isPresent()) {
            return staff(user.get());
        }
        return services.get(VisitorTokens.class)
                .verify(token)
                .map(visitor -> visitor(visitor, services, json))
                .orElseThrow(ToolUser::nobody);
    }

    private static Problem nobody() {
        return Problem.of(Fault.NOT_SIGNED_IN).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    private static ToolUser service(Token token) {
        return new ToolUser(
                "token/" + token.name(),
                Tool.Actor.SERVICE,
                token.site(),
                Optional.empty(),
                token.scopes(),
                Optional.of(token.perMinute()));
    }

    private static ToolUser staff(User user) {
        if (user.mustChangePassword()) {
            throw Problem.of(Fault.PASSWORD_CHANGE_REQUIRED);
        }
        boolean allowed =
                user.roles().contains(Role.ADMIN)
                        || user.roles().stream().anyMatch(STAFF::contains);
        if (!allowed) {
            throw Problem.of(Fault.FORBIDDEN);
        }
        return new ToolUser(
                "user/" + user.username(),
                Tool.Actor.STAFF,
                user.site(),
                Optional.empty(),
                ServiceTokens.SCOPES,
                Optional.empty());
    }

    /** The gateway has let only a verified customer id into the conversation's profile. */
    private static ToolUser visitor(VisitorTokens.Visitor visitor, Services services, Json json) {
        var customer =
                services.get(LogStore.class)
                        .conversation(visitor.conversationId())
                        .map(conversation -> conversation.bot().profile())
                        .filter(profile -> !profile.isEmpty())
                        .map(json::read)
                        .map(profile -> profile instanceof Map<?, ?> map ? map : Map.of())
                        .map(profile -> profile.get("customerId"))
                        .map(Object::toString);
        return new ToolUser(
                "visitor/" + visitor.visitorId(),
                Tool.Actor.CUSTOMER,
                Optional.of(visitor.site()),
                customer,
                ServiceTokens.SCOPES,
                Optional.empty());
    }

    boolean isVisitor() {
        return actor == Tool.Actor.CUSTOMER;
    }

    /** Whether it may call a tool of this effect. */
    boolean may(Tool.Effect effect) {
        return scopes.contains(
                effect == Tool.Effect.READS ? ServiceTokens.READ : ServiceTokens.CHANGE);
    }

    /**
     * On whose behalf it calls.
     *
     * @param wanted the customer that is named; a visitor can only name themselves
     * @throws Problem when a visitor names somebody else
     */
    Tool.Caller caller(String where, Optional<String> wanted, Optional<String> key) {
        if (isVisitor()) {
            if (wanted.isPresent() && !wanted.equals(customerId)) {
                throw Problem.of(Fault.ONLY_YOURSELF);
            }
            return new Tool.Caller(where, customerId, actor, key);
        }
        return new Tool.Caller(where, wanted, actor, key);
    }

    /** The call of a tool, at the caller's own pace. */
    ToolCall call(
            ToolCall.Face face, String tool, Map<String, Object> arguments, Tool.Caller caller) {
        return ToolCall.of(face, by, tool, arguments, caller).at(perMinute);
    }
}
