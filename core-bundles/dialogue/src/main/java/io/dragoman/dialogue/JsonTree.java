package io.dragoman.dialogue;

import java.lang.reflect.RecordComponent;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a tool returned into maps, lists, texts, numbers and booleans. */
final class JsonTree {

    private static final int MAX_DEPTH = 12;

    private JsonTree() {}

    /**
     * The tree of a value: records become objects, times and durations ISO 8601 texts, constants
     * their names; an absent value is left out.
     *
     * @throws IllegalArgumentException naming a type that has no such form
     */
    static Object of(Object value) {
        return of(value, 0);
    }

    private static Object of(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("the result is nested too deeply");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean bool -> bool;
            case Enum<?> constant -> constant.name();
            case Optional<?> optional -> of(optional.orElse(null), depth);
            case TemporalAccessor time -> time.toString();
            case TemporalAmount amount -> amount.toString();
            case Record record -> members(record, depth);
            case Map<?, ?> map -> members(map, depth);
            case Collection<?> items -> items(items, depth);
            default ->
                    throw new IllegalArgumentException(
                            "a result cannot hold a " + value.getClass().getName());
        };
    }

    private static Map<String, Object> members(Record record, int depth) {
        var tree = new LinkedHashMap<String, Object>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            var member = of(read(record, component), depth + 1);
            if (member != null) {
                tree.put(component.getName(), member);
            }
        }
        return tree;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "cannot read " + component.getName() + " of the result", e);
        }
    }

    private static Map<String, Object> members(Map<?, ?> map, int depth) {
        var tree = new LinkedHashMap<String, Object>();
        map.forEach((key, member) -> tree.put(String.valueOf(key), of(member, depth + 1)));
        return tree;
    }

    private static List<Object> items(Collection<?> items, int depth) {
        var tree = new ArrayList<Object>();
        items.forEach(item -> tree.add(of(item, depth + 1)));
        return tree;
    }
}
