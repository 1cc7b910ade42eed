package io.dragoman.dialogue;

import io.dragoman.api.skill.Means;
import io.dragoman.api.skill.Tool;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON Schema of a tool's arguments, made from the record that the tool takes. Everything that
 * is not {@code Optional} is required; unknown members are refused.
 */
public final class ToolSchema {

    private static final int MAX_DEPTH = 4;

    private ToolSchema() {}

    /**
     * The schema of a tool: the one it brings along, else that of its record.
     *
     * @throws IllegalArgumentException naming what cannot be described
     */
    public static Map<String, Object> of(Tool<?> tool) {
        if (tool.schema().isEmpty()) {
            return of(tool.arguments());
        }
        var schema = tool.schema().get();
        SchemaCheck.sound(schema);
        return schema;
    }

    /** The names of a tool's arguments, in their order. */
    static List<String> names(Tool<?> tool) {
        return of(tool).get("properties") instanceof Map<?, ?> properties
                ? properties.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * The schema as a tree for {@code Json.write}.
     *
     * @throws IllegalArgumentException naming a component of a type that cannot be described
     */
    public static Map<String, Object> of(Class<? extends Record> arguments) {
        return object(arguments, 0);
    }

    private static Map<String, Object> object(Class<?> record, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    record.getSimpleName() + " is nested deeper than " + MAX_DEPTH + " levels");
        }
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (RecordComponent component : record.getRecordComponents()) {
            var property = property(component, depth);
            var means = component.getAnnotation(Means.class);
            if (means != null) {
                property.put("description", means.value());
            }
            properties.put(component.getName(), property);
            if (component.getType() != Optional.class) {
                required.add(component.getName());
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", List.copyOf(required));
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component, int depth) {
        try {
            return of(component.getGenericType(), depth);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "argument '" + component.getName() + "': " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> of(Type type, int depth) {
        if (type instanceof ParameterizedType generic) {
            var inner = of(generic.getActualTypeArguments()[0], depth + 1);
            if (generic.getRawType() == Optional.class) {
                return inner;
            }
            if (generic.getRawType() == List.class) {
                return members("type", "array", "items", inner);
            }
        }
        if (type instanceof Class<?> plain) {
            return plain(plain, depth);
        }
        throw unsupported(type);
    }

    private static Map<String, Object> plain(Class<?> type, int depth) {
        if (type == String.class) {
            return members("type", "string");
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class) {
            return members("type", "integer");
        }
        if (type == boolean.class || type == Boolean.class) {
            return members("type", "boolean");
        }
        if (type == BigDecimal.class) {
            return members("type", "number");
        }
        if (type.isEnum()) {
            var names =
                    Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).toList();
            return members("type", "string", "enum", names);
        }
        if (type.isRecord()) {
            return object(type, depth + 1);
        }
        throw unsupported(type);
    }

    private static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException(
                "the type "
                        + type.getTypeName()
                        + " is none of String, int, long, boolean, BigDecimal, enum, record, List,"
                        + " Optional");
    }

    private static Map<String, Object> members(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
