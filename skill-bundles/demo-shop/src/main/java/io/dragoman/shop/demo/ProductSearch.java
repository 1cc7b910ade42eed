package io.dragoman.shop.demo;

import io.dragoman.api.shop.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the products a sentence names, by sku, name or a usual short form. Immutable. */
final class ProductSearch {

    private final Map<String, Product> byName;

    /**
     * Indexes the products of a shop.
     *
     * @param aliases further names, by sku
     */
    ProductSearch(List<Product> products, Map<String, List<String>> aliases) {
        byName = new LinkedHashMap<>();
        for (Product product : products) {
            var names = new ArrayList<>(aliases.getOrDefault(product.sku(), List.of()));
            names.add(product.sku());
            names.add(product.name().zh());
            names.add(product.name().en());
            names.forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), product));
        }
    }

    /** The products in the order of the length of the name that was found, longest first. */
    List<Product> find(String sentence, int limit) {
        var said = sentence.toLowerCase(Locale.ROOT);
        return byName.keySet().stream()
                .filter(name -> contains(said, name))
                .sorted(Comparator.comparing(String::length).reversed())
                .map(byName::get)
                .distinct()
                .limit(limit)
                .toList();
    }

    /** An English name must stand as a word of its own: "tee" is not in "committee". */
    private static boolean contains(String said, String name) {
        int at = said.indexOf(name);
        while (at >= 0) {
            if (!cutsWord(said, at) && !cutsWord(said, pluralEnd(said, at + name.length()))) {
                return true;
            }
            at = said.indexOf(name, at + 1);
        }
        return false;
    }

    private static int pluralEnd(String said, int end) {
        return end < said.length() && said.charAt(end) == 's' && isLatin(said.charAt(end - 1))
                ? end + 1
                : end;
    }

    private static boolean cutsWord(String said, int at) {
        return at > 0
                && at < said.length()
                && isLatin(said.charAt(at - 1))
                && isLatin(said.charAt(at));
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z';
    }
}
