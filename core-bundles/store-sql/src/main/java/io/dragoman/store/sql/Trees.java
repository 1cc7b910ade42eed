package io.dragoman.store.sql;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.PartCodec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stands as JSON in a column. Thread-safe. */
record Trees(Json json, PartCodec codec) {

    /**
     * Writes parts, which can be read back: a message that nobody can read would block its
     * conversation for ever.
     *
     * @throws IllegalArgumentException naming what cannot be stored
     */
    String ofParts(List<Part> parts) {
        return json.write(codec.toTree(parts));
    }

    List<Part> parts(String text) {
        return codec.fromTree(json.read(text));
    }

    /** Sorted, so that equal sets give equal texts. */
    String ofSet(Collection<String> values) {
        return values.isEmpty() ? "[]" : json.write(values.stream().sorted().toList());
    }

    String ofList(List<?> values) {
        return json.write(values);
    }

    List<String> strings(String text) {
        return list(text).stream().map(String::valueOf).toList();
    }

    List<?> list(String text) {
        return json.read(text) instanceof List<?> list ? list : List.of();
    }

    String ofMap(Map<String, String> values) {
        return json.write(new TreeMap<>(values));
    }

    Map<String, String> map(String text) {
        if (!(json.read(text) instanceof Map<?, ?> members)) {
            return Map.of();
        }
        return members.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> String.valueOf(e.getKey()),
                                e -> String.valueOf(e.getValue()),
                                (a, b) -> b,
                                LinkedHashMap::new));
    }

    /** How a text looks inside a JSON string, for searching. */
    String inside(String text) {
        var quoted = json.write(text);
        return quoted.substring(1, quoted.length() - 1);
    }
}
