package io.dragoman.dialogue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with {@code {order.total}} for members of a JSON tree. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_.\\-]*)}");

    private Template() {}

    /** The text with the members of a tree in their places; what is not there is "–". */
    public static String fill(String template, Object tree) {
        return PLACE.matcher(template)
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        at(tree, place.group(1)).map(Template::words).orElse("–")));
    }

    /** The places of a text for which a tree has nothing. */
    public static List<String> missing(String template, Object tree) {
        return PLACE.matcher(template)
                .results()
                .map(place -> place.group(1))
                .filter(path -> at(tree, path).isEmpty())
                .distinct()
                .toList();
    }

    private static Optional<Object> at(Object tree, String path) {
        var here = tree;
        if (path.isEmpty()) {
            return Optional.ofNullable(here);
        }
        for (var name : path.split("\\.")) {
            here =
                    switch (here) {
                        case Map<?, ?> map -> map.get(name);
                        case List<?> list when name.matches("[0-9]{1,6}") -> {
                            int index = Integer.parseInt(name);
                            yield index < list.size() ? list.get(index) : null;
                        }
                        case null, default -> null;
                    };
        }
        return Optional.ofNullable(here);
    }

    /** A value for people: lists with commas, numbers without an exponent. */
    static String words(Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Map<?, ?> map -> joined(map.values().stream().map(Function.identity()).toList());
            case List<?> list -> joined(list);
            default -> String.valueOf(value);
        };
    }

    private static String joined(List<?> values) {
        return values.stream().map(Template::words).collect(Collectors.joining(", "));
    }
}
