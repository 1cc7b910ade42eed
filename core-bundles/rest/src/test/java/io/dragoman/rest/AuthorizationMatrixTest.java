package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.storage.User.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of openapi.yaml, asked for by everybody who must not have it: over real HTTP,
 * with real sessions.
 */
class AuthorizationMatrixTest {

    private static final Set<String> VERBS = Set.of("get", "post", "put", "patch", "delete");
    private static final TestApi API = new TestApi();

    /** An operation and the roles it names; open ones need no session. */
    private record Operation(
            String verb, String path, boolean open, Set<String> roles, String type) {

        /** The address with something in the place of each parameter. */
        String address() {
            return "/v1" + path.replaceAll("\\{[^}]*}", "x");
        }

        boolean allows(Role role) {
            return role == Role.ADMIN
                    || roles.isEmpty()
                    || roles.contains(role.name().toLowerCase(Locale.ROOT));
        }
    }

    @AfterAll
    static void close() throws Exception {
        API.close();
    }

    @Test
    void nobodyGetsAnythingWithoutASession() {
        var leaks = new TreeSet<String>();
        for (var operation : operations()) {
            if (!operation.open()) {
                for (var token : List.of("", "Bearer ", "Bearer nonsense", "Basic YTpi")) {
                    int status = status(operation, token);
                    if (status != 401) {
                        leaks.add(operation.verb() + " " + operation.path() + " → " + status);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void noRoleReachesWhatItIsNotNamedFor() {
        var leaks = new TreeSet<String>();
        int refused = 0;
        for (var role : Role.values()) {
            var name = "only-" + role.name().toLowerCase(Locale.ROOT);
            API.person(name, "elsewhere", role);
            var token = "Bearer " + API.token(name);
            for (var operation : operations()) {
                if (operation.open() || operation.allows(role)) {
                    continue;
                }
                refused++;
                int status = status(operation, token);
                if (status != 403) {
                    leaks.add(
                            role
                                    + ": "
                                    + operation.verb()
                                    + " "
                                    + operation.path()
                                    + " → "
                                    + status);
                }
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(refused).isGreaterThan(80);
    }

    @Test
    void onlyFewOperationsAreOpenToEverybody() {
        assertThat(operations().stream().filter(Operation::open).map(Operation::path))
                .containsOnly(
                        "/session",
                        "/channels/{channel}/{account}/messages",
                        "/channels/{channel}/{account}/media/{media}",
                        "/webhooks/{channel}/{account}",
                        "/chat/files",
                        "/files/{id}",
                        "/openapi.json");
    }

    private static int status(Operation operation, String authorization) {
        var headers = new java.util.HashMap<String, String>();
        boolean hasBody = !Set.of("get", "delete").contains(operation.verb());
        if (hasBody) {
            headers.put("Content-Type", operation.type());
        }
        if (!authorization.isEmpty()) {
            headers.put("Authorization", authorization);
        }
        var verb = operation.verb().toUpperCase(Locale.ROOT);
        return API.send(verb, operation.address(), headers, hasBody ? "{}" : "").status();
    }

    @SuppressWarnings("unchecked")
    private static List<Operation> operations() {
        var json = new String(ContainerInstallation.readOpenApi(), StandardCharsets.UTF_8);
        var document = (Map<String, Object>) new JacksonJson().read(json);
        var found = new ArrayList<Operation>();
        ((Map<String, Map<String, Object>>) document.get("paths"))
                .forEach(
                        (path, item) ->
                                item.forEach(
                                        (verb, operation) -> {
                                            if (VERBS.contains(verb)) {
                                                found.add(
                                                        operation(
                                                                verb,
                                                                path,
                                                                (Map<String, Object>) operation));
                                            }
                                        }));
        return found;
    }

    private static Operation operation(String verb, String path, Map<String, Object> described) {
        var roles =
                ((List<?>) described.getOrDefault("x-roles", List.of()))
                        .stream().map(Object::toString).collect(Collectors.toSet());
        return new Operation(verb, path, isOpen(described), roles, type(described));
    }

    /** Calls of tools take more kinds of tokens than sessions, but none without any. */
    private static boolean isOpen(Map<String, Object> described) {
        return described.get("security") instanceof List<?> own
                && !own.contains(Map.of("toolKey", List.of()));
    }

    private static String type(Map<String, Object> described) {
        return described.get("requestBody") instanceof Map<?, ?> body
                        && body.get("content") instanceof Map<?, ?> content
                ? content.keySet().iterator().next().toString()
                : "application/json";
    }
}
