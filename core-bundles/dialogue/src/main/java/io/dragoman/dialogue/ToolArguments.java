package io.dragoman.dialogue;

import io.dragoman.api.skill.Tool;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Turns a JSON tree into the record a tool takes, and says all that is wrong with it at once. */
final class ToolArguments {

    private static final int MAX_TEXT = 4_000;
    private static final int MAX_ITEMS = 200;

    private final List<String> problems = new ArrayList<>();

    private ToolArguments() {}

    /** The record, or the list of problems. */
    sealed interface Binding<A> {

        record Bound<A>(A arguments) implements Binding<A> {}

        record Wrong<A>(List<String> problems) implements Binding<A> {}
    }

    /** Arguments for a tool: by its own schema if it brings one, else by its record. */
    static <A extends Record> Binding<A> bind(Tool<A> tool, Map<String, Object> given) {
        if (tool.schema().isEmpty()) {
            return bind(tool.arguments(), given);
        }
        var problems = SchemaCheck.problems(tool.schema().get(), given);
        return problems.isEmpty()
                ? new Binding.Bound<>(tool.arguments().cast(new Tool.Values(given)))
                : new Binding.Wrong<>(problems);
    }

    static <A extends Record> Binding<A> bind(Class<A> type, Map<?, ?> given) {
        var binder = new ToolArguments();
        try {
            var bound = binder.record("", type, given);
            return binder.problems.isEmpty()
                    ? new Binding.Bound<>(type.cast(bound))
                    : new Binding.Wrong<>(List.copyOf(binder.problems));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create " + type.getName(), e);
        }
    }

    private Object record(String path, Class<?> type, Map<?, ?> given)
            throws ReflectiveOperationException {
        int before = problems.size();
        RecordComponent[] components = type.getRecordComponents();
        reportUnknown(path, components, given);
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var name = components[i].getName();
            values[i] = value(path + name, components[i].getGenericType(), given.get(name));
        }
        return problems.size() > before ? null : create(path, type, components, values);
    }

    private void reportUnknown(String path, RecordComponent[] components, Map<?, ?> given) {
        var known = new TreeSet<>(Arrays.stream(components).map(RecordComponent::getName).toList());
        for (Object name : given.keySet()) {
            if (!known.contains(name)) {
                problems.add("'" + path + name + "' is unknown; known are " + known);
            }
        }
    }

    private Object create(String path, Class<?> type, RecordComponent[] components, Object[] values)
            throws ReflectiveOperationException {
        var types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // A record that checks its values says what it wants in its own words.
            problems.add(
                    (path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ")
                            + e.getCause().getMessage());
            return null;
        }
    }

    private Object value(String path, Type type, Object given) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return given == null
                        ? Optional.empty()
                        : Optional.ofNullable(value(path, inner, given));
            }
            return list(path, inner, given);
        }
        if (given == null) {
            problems.add("'" + path + "' is missing");
            return null;
        }
        var plain = (Class<?>) type;
        if (plain.isRecord()) {
            return given instanceof Map<?, ?> map
                    ? record(path + ".", plain, map)
                    : wrong(path, "an object", given);
        }
        return plain.isEnum() ? constant(path, plain, given) : scalar(path, plain, given);
    }

    private Object list(String path, Type inner, Object given) throws ReflectiveOperationException {
        if (given == null) {
            problems.add("'" + path + "' is missing");
            return null;
        }
        if (!(given instanceof List<?> items)) {
            return wrong(path, "a list", given);
        }
        if (items.size() > MAX_ITEMS) {
            problems.add("'" + path + "' has more than " + MAX_ITEMS + " items");
            return null;
        }
        var values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            var value = value(path + "[" + i + "]", inner, items.get(i));
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private Object constant(String path, Class<?> type, Object given) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(String.valueOf(given))) {
                return constant;
            }
        }
        return wrong(path, "one of " + Arrays.toString(type.getEnumConstants()), given);
    }

    private Object scalar(String path, Class<?> type, Object given) {
        if (type == String.class) {
            return given instanceof String text && text.length() <= MAX_TEXT
                    ? text
                    : wrong(path, "a text of at most " + MAX_TEXT + " characters", given);
        }
        if (type == boolean.class || type == Boolean.class) {
            return given instanceof Boolean ? given : wrong(path, "true or false", given);
        }
        if (type == BigDecimal.class) {
            return decimal(given)
                    .map(Object.class::cast)
                    .orElseGet(() -> wrong(path, "a number", given));
        }
        boolean isLong = type == long.class || type == Long.class;
        try {
            var whole = decimal(given).orElseThrow(ArithmeticException::new);
            return isLong ? (Object) whole.longValueExact() : (Object) whole.intValueExact();
        } catch (ArithmeticException notWhole) {
            return wrong(path, isLong ? "a whole number" : "a whole number within 32 bits", given);
        }
    }

    /** Numbers in quotes are taken too, because models write them and money is exact that way. */
    private static Optional<BigDecimal> decimal(Object given) {
        if (!(given instanceof Number) && !(given instanceof String)) {
            return Optional.empty();
        }
        var text = given.toString();
        try {
            return text.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Object wrong(String path, String wanted, Object given) {
        var kind =
                switch (given) {
                    case Map<?, ?> m -> "an object";
                    case List<?> l -> "a list";
                    case String s ->
                            s.length() > 40
                                    ? "a text of " + s.length() + " characters"
                                    : "'" + s + "'";
                    default -> "'" + given + "'";
                };
        problems.add("'" + path + "' must be " + wanted + ", not " + kind);
        return null;
    }
}
