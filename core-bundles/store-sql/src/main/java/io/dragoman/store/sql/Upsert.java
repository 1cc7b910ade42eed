package io.dragoman.store.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Inserts a row, or replaces the one with the same key. Only the key decides: another row that is
 * in the way of a unique column is an error and not overwritten. Not thread-safe.
 */
final class Upsert {

    private final String table;
    private final String key;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Upsert(String table, String key, String value) {
        this.table = table;
        this.key = key;
        values.put(key, value);
    }

    Upsert set(String column, Object value) {
        values.put(column, value instanceof Optional<?> optional ? optional.orElse(null) : value);
        return this;
    }

    /** Runs inside the caller's transaction. */
    void run(Handle handle) {
        int updated = handle.createUpdate(update()).bindMap(values).execute();
        if (updated == 0) {
            insert(handle);
        }
    }

    void insert(Handle handle) {
        handle.createUpdate(
                        "INSERT INTO "
                                + table
                                + values.keySet().stream()
                                        .collect(Collectors.joining(", ", " (", ")"))
                                + values.keySet().stream()
                                        .map(":"::concat)
                                        .collect(Collectors.joining(", ", " VALUES (", ")")))
                .bindMap(values)
                .execute();
    }

    private String update() {
        var assignments =
                values.keySet().stream()
                        .filter(column -> !column.equals(key))
                        .map(column -> column + " = :" + column)
                        .collect(Collectors.joining(", "));
        return "UPDATE " + table + " SET " + assignments + " WHERE " + key + " = :" + key;
    }
}
