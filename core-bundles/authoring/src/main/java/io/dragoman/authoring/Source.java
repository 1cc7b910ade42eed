package io.dragoman.authoring;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A value in a skill's file and where it stands, so that whatever is wrong with it can be told with
 * its line. Immutable.
 *
 * @param path of keys that leads here; empty for the whole file
 * @param line in the file, from 1; 0 when there are no lines
 * @param value {@code Map<String, Source>}, {@code List<Source>}, {@code String}, {@code Long},
 *     {@code BigDecimal}, {@code Boolean} or null
 */
public record Source(String path, int line, Object value) {

    /** A whole file that has no lines, from a tree of maps, lists and plain values. */
    public static Source of(Object tree) {
        return of("", tree);
    }

    private static Source of(String path, Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                var entries = new LinkedHashMap<String, Source>();
                map.forEach((k, v) -> entries.put(k.toString(), of(below(path, k.toString()), v)));
                yield new Source(path, 0, Collections.unmodifiableMap(entries));
            }
            case List<?> list -> {
                var items = new ArrayList<Source>();
                for (var item : list) {
                    items.add(of(below(path, String.valueOf(items.size() + 1)), item));
                }
                yield new Source(path, 0, List.copyOf(items));
            }
            case null, default -> new Source(path, 0, tree);
        };
    }

    /** The path of something below a path. */
    public static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What is wrong with this value, ready to be thrown. */
    public FaultyFileException fault(String reason) {
        return new FaultyFileException(line, path.isEmpty() ? reason : path + ": " + reason);
    }

    /** The entries of a map, in the file's order. */
    @SuppressWarnings("unchecked")
    public Map<String, Source> entries() {
        if (value instanceof Map<?, ?>) {
            return (Map<String, Source>) value;
        }
        throw fault("must be a map of keys and values, not " + kind());
    }

    /** The entries of a map that may have only these keys. */
    public Map<String, Source> entries(Set<String> known) {
        for (var entry : entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw entry.getValue().fault("is unknown; known are " + new TreeSet<>(known));
            }
        }
        return entries();
    }

    /** The items of a list. */
    @SuppressWarnings("unchecked")
    public List<Source> items() {
        if (value instanceof List<?>) {
            return (List<Source>) value;
        }
        throw fault("must be a list, not " + kind());
    }

    /** The items of a list, or this value alone. */
    public List<Source> itemsOrOne() {
        return value instanceof List<?> ? items() : List.of(this);
    }

    /** The value of a key, if there is one. */
    public Optional<Source> find(String key) {
        return Optional.ofNullable(entries().get(key));
    }

    /** The value of a key that has to be there. */
    public Source need(String key) {
        return find(key).orElseThrow(() -> fault("'" + key + "' is missing"));
    }

    /** A text; numbers and truth values count as what was written. */
    public String text() {
        return switch (value) {
            case String text when !text.isBlank() -> text;
            case Long number -> number.toString();
            case BigDecimal number -> number.toPlainString();
            case Boolean flag -> flag.toString();
            case null, default -> throw fault("must be a text, not " + kind());
        };
    }

    /** Yes or no. */
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw fault("must be true or false, not " + kind());
    }

    /** A whole number between two others, both included. */
    public int whole(int least, int most) {
        if (value instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        throw fault("must be a whole number from " + least + " to " + most + ", not " + kind());
    }

    /** Whether it is a map. */
    public boolean isMap() {
        return value instanceof Map<?, ?>;
    }

    /** The plain tree, without lines. */
    public Object tree() {
        return switch (value) {
            case Map<?, ?> map -> {
                var plain = new LinkedHashMap<String, Object>();
                entries().forEach((key, source) -> plain.put(key, source.tree()));
                yield plain;
            }
            case List<?> list -> items().stream().map(Source::tree).toList();
            case null, default -> value;
        };
    }

    private String kind() {
        return switch (value) {
            case null -> "nothing";
            case Map<?, ?> map -> "a map";
            case List<?> list -> "a list";
            case String text -> text.isBlank() ? "an empty text" : "'" + text + "'";
            default -> "'" + value + "'";
        };
    }
}
