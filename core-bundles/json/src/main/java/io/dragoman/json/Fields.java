package io.dragoman.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The members of one JSON object and its path in the document, for errors that name the place. */
record Fields(String path, Map<?, ?> members) {

    static Fields of(String path, Object value) {
        if (value instanceof Map<?, ?> members) {
            return new Fields(path, members);
        }
        throw new IllegalArgumentException(path + ": must be an object");
    }

    /** A string that must be there, of at most so many characters. */
    String text(String name, int limit) {
        var value = members.get(name);
        if (value == null) {
            throw wrong(name, "is missing");
        }
        return checked(name, value, limit);
    }

    /** A string that must be there and say something. */
    String label(String name) {
        var text = text(name, JsonParts.MAX_LABEL);
        if (text.isBlank()) {
            throw wrong(name, "must not be blank");
        }
        return text;
    }

    /** A string that may be left out. */
    String optional(String name, String otherwise) {
        var value = members.get(name);
        return value == null ? otherwise : checked(name, value, JsonParts.MAX_LABEL);
    }

    private String checked(String name, Object value, int limit) {
        if (!(value instanceof String text)) {
            throw wrong(name, "must be a string");
        }
        if (text.length() > limit) {
            throw wrong(name, "has " + text.length() + " characters; the limit is " + limit);
        }
        return text;
    }

    /** A size in bytes, 0 when left out. */
    long size(String name) {
        return switch (members.get(name)) {
            case null -> 0L;
            case Long size when size >= 0 -> size;
            case Integer size when size >= 0 -> size.longValue();
            default -> throw wrong(name, "must be a whole number of bytes, 0 or more");
        };
    }

    /** An angle between {@code -limit} and {@code limit}. */
    double degrees(String name, int limit) {
        if (members.get(name) instanceof Number number && Math.abs(number.doubleValue()) <= limit) {
            return number.doubleValue();
        }
        throw wrong(name, "must be a number between -" + limit + " and " + limit);
    }

    /** A list of objects, empty when left out. */
    <T> List<T> list(String name, Function<Fields, T> reader) {
        var value = members.get(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw wrong(name, "must be a list");
        }
        if (items.size() > JsonParts.MAX_ITEMS) {
            throw wrong(
                    name, "has " + items.size() + " entries; the limit is " + JsonParts.MAX_ITEMS);
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> of(path + "." + name + "[" + i + "]", items.get(i)))
                .map(reader)
                .toList();
    }

    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(path + "." + name + ": " + what);
    }
}
