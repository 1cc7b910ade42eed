package io.dragoman.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.json.JacksonJson;
import io.dragoman.rest.Access.Audited;
import io.dragoman.rest.Access.Open;
import io.dragoman.rest.Access.Roles;
import io.dragoman.rest.resource.Resources;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The resources against openapi.yaml: the same operations, open to the same people. */
class ContractTest {

    private static final String NOBODY_ASKED = "everybody";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** They change nothing, or what they write names its author itself. */
    private static final Set<String> NOT_AUDITED =
            Set.of(
                    "POST /conversations/{id}/messages",
                    "POST /conversations/{id}/files",
                    "POST /conversations/{id}/notes",
                    "POST /conversations/{id}/read",
                    "PUT /presence",
                    "POST /knowledge/search",
                    "POST /rules/test");

    private final Map<String, Method> implemented = new TreeMap<>();

    ContractTest() {
        Services none =
                new Services() {
                    @Override
                    public <T> Optional<T> find(Class<T> type) {
                        return Optional.empty();
                    }
                };
        for (var resource : Resources.all(none, new JacksonJson(), new FakeInstallation())) {
            for (var method : resource.getClass().getMethods()) {
                httpMethod(method)
                        .ifPresent(verb -> implemented.put(verb + " " + path(method), method));
            }
        }
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(Method method) {
        var root = method.getDeclaringClass().getAnnotation(Path.class).value();
        assertThat(root).isEqualTo("v1");
        return "/" + method.getAnnotation(Path.class).value();
    }

    @Test
    void everyOperationIsImplementedAndNothingElse() {
        assertThat(implemented.keySet()).isEqualTo(operations().keySet());
    }

    @Test
    void everyOperationIsOpenToWhomTheContractNames() {
        var contract = new TreeMap<String, Set<String>>();
        operations().forEach((name, operation) -> contract.put(name, roles(operation)));
        var code = new TreeMap<String, Set<String>>();
        implemented.forEach((name, method) -> code.put(name, roles(method)));
        assertThat(code).isEqualTo(contract);
    }

    @Test
    void everyChangeByAUserIsAudited() {
        var silent = new TreeSet<String>();
        implemented.forEach(
                (name, method) -> {
                    boolean changes = !name.startsWith("GET ");
                    if (changes
                            && !method.isAnnotationPresent(Open.class)
                            && !method.isAnnotationPresent(Audited.class)) {
                        silent.add(name);
                    }
                });
        assertThat(silent).isEqualTo(new TreeSet<>(NOT_AUDITED));
    }

    private static Set<String> roles(Method method) {
        if (method.isAnnotationPresent(Open.class)) {
            return Set.of(NOBODY_ASKED);
        }
        return Arrays.stream(method.getAnnotation(Roles.class).value())
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .filter(role -> !role.equals("admin") || adminOnly(method))
                .collect(Collectors.toSet());
    }

    /** Administrators may call everything, so naming them beside others says nothing. */
    private static boolean adminOnly(Method method) {
        return method.getAnnotation(Roles.class).value().length == 1;
    }

    private static Set<String> roles(Map<String, Object> operation) {
        if (operation.get("security") instanceof List<?> security) {
            // None, or a key that the channel checks, or one that the tools' own gate checks.
            assertThat(
                            security.isEmpty()
                                    || security.toString().contains("accountKey")
                                    || security.toString().contains("toolKey"))
                    .isTrue();
            return Set.of(NOBODY_ASKED);
        }
        var roles =
                ((List<?>) operation.getOrDefault("x-roles", List.of()))
                        .stream().map(Object::toString).collect(Collectors.toSet());
        if (roles.size() > 1) {
            roles.remove("admin");
        }
        return roles;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> operations() {
        var json = new String(ContainerInstallation.readOpenApi(), StandardCharsets.UTF_8);
        var document = (Map<String, Object>) new JacksonJson().read(json);
        var operations = new TreeMap<String, Map<String, Object>>();
        ((Map<String, Map<String, Object>>) document.get("paths"))
                .forEach(
                        (path, item) ->
                                item.forEach(
                                        (verb, operation) -> {
                                            if (METHODS.contains(verb)) {
                                                operations.put(
                                                        verb.toUpperCase(Locale.ROOT) + " " + path,
                                                        (Map<String, Object>) operation);
                                            }
                                        }));
        return operations;
    }
}
