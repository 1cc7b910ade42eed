package io.dragoman.store.sql;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where the operator says which database to use: properties of the framework, then environment
 * variables, then the configuration.
 *
 * @param property answers a property of the framework or the JVM, or null
 */
record Environment(Function<String, String> property, Map<String, String> variables) {

    /**
     * The database to open.
     *
     * @param url from the configuration, as are the others; blank for none
     * @throws IllegalArgumentException when it makes no sense
     */
    DatabaseLocation location(String url, String user, String password) {
        return DatabaseLocation.of(
                first("DRAGOMAN_DB_URL", url),
                first("DRAGOMAN_DB_USER", user),
                first("DRAGOMAN_DB_PASSWORD", password),
                Path.of(first("dragoman.data", first("DRAGOMAN_DATA", "data"))).resolve("db"));
    }

    private String first(String name, String otherwise) {
        return Stream.of(property.apply(name), variables.get(name), otherwise)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("");
    }
}
