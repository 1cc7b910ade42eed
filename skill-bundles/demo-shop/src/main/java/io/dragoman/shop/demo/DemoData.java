package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.LocalText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One record of the demo shop's JSON files. Times are written as distances from the start of the
 * shop, so that there are always orders of today and parcels that are late.
 */
record DemoData(Map<?, ?> members, Instant start) {

    /**
     * Reads all records of a file beside the classes.
     *
     * @throws IllegalStateException when the file is missing or no list of objects
     */
    static <T> List<T> read(Json json, String file, Instant start, Function<DemoData, T> reader) {
        if (json.read(content(file)) instanceof List<?> rows) {
            return rows.stream().map(row -> reader.apply(of(row, start))).toList();
        }
        throw new IllegalStateException(file + " is no list");
    }

    private static String content(String file) {
        try (InputStream in = DemoData.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing from the bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static DemoData of(Object row, Instant start) {
        if (row instanceof Map<?, ?> members) {
            return new DemoData(members, start);
        }
        throw new IllegalStateException("Expected an object, got " + row);
    }

    String text(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalStateException("'" + name + "' is missing in " + members));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(members.get(name)).map(Object::toString);
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(members.get(name));
    }

    BigDecimal money(String name) {
        return new BigDecimal(text(name));
    }

    DemoData object(String name) {
        return of(members.get(name), start);
    }

    LocalText local(String name) {
        var both = object(name);
        return new LocalText(both.text("zh"), both.text("en"));
    }

    List<DemoData> list(String name) {
        return members.get(name) instanceof List<?> rows
                ? rows.stream().map(row -> of(row, start)).toList()
                : List.of();
    }

    List<String> texts(String name) {
        return members.get(name) instanceof List<?> rows
                ? rows.stream().map(Object::toString).toList()
                : List.of();
    }

    /** The instant that lies this long before the start; written as {@code P1DT16H}. */
    Instant ago(String name) {
        return start.minus(Duration.parse(text(name)));
    }

    /** The instant that lies this long after the start; before it when negative. */
    Instant ahead(String name) {
        return start.plus(Duration.parse(text(name)));
    }
}
