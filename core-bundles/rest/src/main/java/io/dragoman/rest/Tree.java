package io.dragoman.rest;

import io.dragoman.api.message.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds a JSON object in which what has no value is absent. Used by one thread. */
public final class Tree {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** An object with one field. */
    public static Tree of(String name, Object value) {
        return new Tree().put(name, value);
    }

    /** A list answer. */
    public static Map<String, Object> items(List<?> items, Optional<String> next) {
        return of("items", items).put("nextCursor", next).done();
    }

    /** A list answer without further pages. */
    public static Map<String, Object> items(List<?> items) {
        return items(items, Optional.empty());
    }

    /** A reference by id and name. */
    public static Map<String, Object> ref(String id, String name) {
        return of("id", id).put("name", name).done();
    }

    /** A field; absent when the optional is empty. */
    public Tree put(String name, Object value) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inner -> put(name, inner));
            case Instant at -> fields.put(name, at.toString());
            default -> fields.put(name, value);
        }
        return this;
    }

    /** A text; absent when it is empty. */
    public Tree text(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
        return this;
    }

    /** A reason: its English sentence, and beside it the key of its words where it has one. */
    public Tree why(String name, Reason why) {
        return text(name, why.text()).put("why", words(why));
    }

    /** The key of a reason's words with its parameters; empty when it has none. */
    static Optional<Map<String, Object>> words(Reason why) {
        return Optional.of(why)
                .filter(one -> !one.key().isEmpty())
                .map(one -> of("key", one.key()).put("params", one.params()).done());
    }

    /** A list; absent when it is empty. */
    public Tree some(String name, List<?> values) {
        if (!values.isEmpty()) {
            fields.put(name, values);
        }
        return this;
    }

    /** The fields of another object. */
    public Tree all(Map<String, ?> others) {
        fields.putAll(others);
        return this;
    }

    /** A list of objects. */
    public static <T> List<Map<String, Object>> each(
            Iterable<T> things, Function<T, Map<String, Object>> view) {
        var views = new java.util.ArrayList<Map<String, Object>>();
        things.forEach(thing -> views.add(view.apply(thing)));
        return views;
    }

    /** The object. */
    public Map<String, Object> done() {
        return fields;
    }
}
