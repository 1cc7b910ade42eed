package io.dragoman.dialogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks arguments against the part of JSON Schema (draft 2020-12) that tools use: {@code type},
 * {@code properties}, {@code required}, {@code additionalProperties: true}, {@code items}, {@code
 * enum}. Members that the schema does not name are refused unless it allows them. Used once.
 */
final class SchemaCheck {

    private static final Set<String> TYPES =
            Set.of("object", "array", "string", "integer", "number", "boolean");
    private static final int MAX_DEPTH = 8;
    private static final int MAX_TEXT = 4_000;
    private static final int MAX_ITEMS = 200;

    private final List<String> problems = new ArrayList<>();

    private SchemaCheck() {}

    /**
     * Whether a schema can be checked against.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    static void sound(Map<String, Object> schema) {
        if (!"object".equals(schema.get("type"))) {
            throw new IllegalArgumentException("its schema must have the type 'object'");
        }
        sound("its schema", schema, 0);
    }

    private static void sound(String path, Map<?, ?> schema, int depth) {
        var type = schema.get("type");
        if (depth > MAX_DEPTH || type != null && !TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    path
                            + ": "
                            + (depth > MAX_DEPTH
                                    ? "nested too deeply"
                                    : type + " is no known type"));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, inner) -> soundInner(path + "." + name, inner, depth));
        }
        if (schema.containsKey("items")) {
            soundInner(path + "[]", schema.get("items"), depth);
        }
    }

    private static void soundInner(String path, Object inner, int depth) {
        if (!(inner instanceof Map<?, ?> schema)) {
            throw new IllegalArgumentException(path + " is no schema");
        }
        sound(path, schema, depth + 1);
    }

    /** What is wrong with the arguments; empty when nothing is. */
    static List<String> problems(Map<String, Object> schema, Map<?, ?> given) {
        var check = new SchemaCheck();
        check.object("", schema, given);
        return List.copyOf(check.problems);
    }

    private void object(String path, Map<?, ?> schema, Map<?, ?> given) {
        Map<?, ?> properties =
                schema.get("properties") instanceof Map<?, ?> named ? named : Map.of();
        if (schema.get("required") instanceof List<?> required) {
            required.stream()
                    .filter(name -> given.get(name) == null)
                    .forEach(name -> problems.add("'" + path + name + "' is missing"));
        }
        boolean open = Boolean.TRUE.equals(schema.get("additionalProperties"));
        given.forEach(
                (name, value) -> {
                    if (properties.get(name) instanceof Map<?, ?> inner) {
                        value(path + name, inner, value);
                    } else if (!open) {
                        var known =
                                new TreeSet<>(
                                        properties.keySet().stream().map(String::valueOf).toList());
                        problems.add("'" + path + name + "' is unknown; known are " + known);
                    }
                });
    }

    private void value(String path, Map<?, ?> schema, Object given) {
        if (given == null) {
            return;
        }
        if (schema.get("enum") instanceof List<?> allowed && !allowed.contains(given)) {
            problems.add("'" + path + "' must be one of " + allowed);
            return;
        }
        var type = String.valueOf(schema.get("type"));
        if (!fits(type, given)) {
            problems.add("'" + path + "' must be of type " + type);
        } else if (given instanceof Map<?, ?> map && type.equals("object")) {
            object(path + ".", schema, map);
        } else if (given instanceof List<?> items
                && schema.get("items") instanceof Map<?, ?> item) {
            for (int i = 0; i < items.size(); i++) {
                value(path + "[" + i + "]", item, items.get(i));
            }
        }
    }

    private static boolean fits(String type, Object given) {
        return switch (type) {
            case "object" -> given instanceof Map;
            case "array" -> given instanceof List<?> items && items.size() <= MAX_ITEMS;
            case "string" -> given instanceof String text && text.length() <= MAX_TEXT;
            case "boolean" -> given instanceof Boolean;
            case "number" -> given instanceof Number;
            case "integer" ->
                    given instanceof Number number
                            && new BigDecimal(number.toString()).stripTrailingZeros().scale() <= 0;
            default -> true;
        };
    }
}
