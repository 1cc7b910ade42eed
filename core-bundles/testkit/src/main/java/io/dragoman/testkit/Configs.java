package io.dragoman.testkit;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes the typed configuration of a component without a container. */
public final class Configs {

    private Configs() {}

    /**
     * A configuration with the defaults of its type and some other values.
     *
     * @param values by the name of the annotation's method; the type must fit exactly
     * @throws IllegalArgumentException when a name is unknown, a type does not fit, or a value
     *     without a default is missing
     */
    public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Method setting : type.getDeclaredMethods()) {
            all.put(setting.getName(), value(type, setting, values));
        }
        for (String name : values.keySet()) {
            if (!all.containsKey(name)) {
                throw new IllegalArgumentException(
                        type.getSimpleName()
                                + " has no setting '"
                                + name
                                + "'; it has "
                                + all.keySet());
            }
        }
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answer(type, all, proxy, method, arguments)));
    }

    private static Object value(Class<?> type, Method setting, Map<String, ?> values) {
        var name = type.getSimpleName() + "." + setting.getName();
        var value =
                values.containsKey(setting.getName())
                        ? values.get(setting.getName())
                        : setting.getDefaultValue();
        if (value == null) {
            throw new IllegalArgumentException(name + " has no default; give a value");
        }
        if (!boxed(setting.getReturnType()).isInstance(value)) {
            throw new IllegalArgumentException(
                    "%s is a %s, not a %s"
                            .formatted(
                                    name,
                                    setting.getReturnType().getSimpleName(),
                                    value.getClass().getSimpleName()));
        }
        return value;
    }

    /** A configuration with the defaults of its type. */
    public static <A extends Annotation> A of(Class<A> type) {
        return of(type, Map.of());
    }

    private static Object answer(
            Class<?> type,
            Map<String, Object> all,
            Object proxy,
            Method method,
            Object[] arguments) {
        return switch (method.getName()) {
            case "annotationType" -> type;
            case "toString" -> "@" + type.getSimpleName() + new TreeMap<>(all);
            case "hashCode" -> all.hashCode();
            case "equals" -> proxy == arguments[0];
            default -> copy(all.get(method.getName()));
        };
    }

    private static Object copy(Object value) {
        return value instanceof Object[] array ? Arrays.copyOf(array, array.length) : value;
    }

    private static Class<?> boxed(Class<?> type) {
        if (!type.isPrimitive()) {
            return type;
        }
        return MethodType.methodType(type).wrap().returnType();
    }
}
