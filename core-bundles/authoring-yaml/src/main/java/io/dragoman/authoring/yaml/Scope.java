package io.dragoman.authoring.yaml;

import io.dragoman.api.shop.LocalText;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What templates and conditions can speak of in one turn. Immutable.
 *
 * @param roots {@code slots}, {@code settings}, {@code answer} …
 * @param locale of the customer
 * @param zone in which dates are told
 * @param codes the file's tables of codes
 */
record Scope(
        Map<String, Object> roots,
        Locale locale,
        ZoneId zone,
        Map<String, Map<String, LocalText>> codes) {

    /** The same with one thing more. */
    Scope with(String root, Object value) {
        var more = new HashMap<>(roots);
        more.put(root, value);
        return new Scope(more, locale, zone, codes);
    }

    /**
     * The value at a path of keys and of positions in lists; empty when it is not there or null.
     */
    Optional<Object> find(List<String> path) {
        Object here = roots;
        for (var key : path) {
            here = step(here, key);
        }
        return Optional.ofNullable(here);
    }

    private static Object step(Object here, String key) {
        if (here instanceof Map<?, ?> map) {
            return map.get(key);
        }
        if (here instanceof List<?> list && key.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(key);
            return index < list.size() ? list.get(index) : null;
        }
        return null;
    }

    /**
     * The items at a path; a single thing counts as a list of one, as XML cannot tell them apart.
     */
    List<?> items(List<String> path) {
        return find(path)
                .<List<?>>map(
                        found ->
                                found instanceof List<?> list
                                        ? list
                                        : "".equals(found) ? List.of() : List.of(found))
                .orElse(List.of());
    }
}
