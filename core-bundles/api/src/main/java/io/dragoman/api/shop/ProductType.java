package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A product with its variants. An item may be exchanged for another variant of its product only.
 *
 * @param productId unlike the ids of its items
 */
public record ProductType(String productId, LocalText name, List<Variant> variants) {
    public ProductType {
        variants = List.copyOf(variants);
    }

    /**
     * What is in the warehouse under one item id.
     *
     * @param options what tells it from its siblings, such as colour and size, in order
     * @param price of today, exact
     */
    public record Variant(
            String itemId, Map<String, String> options, boolean available, BigDecimal price) {
        public Variant {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }

        /** The options in one line. */
        public String text() {
            return String.join(", ", options.values());
        }

        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("item_id", itemId);
            tree.put("options", options);
            tree.put("available", available);
            tree.put("price", price);
            return tree;
        }
    }

    /** The variant of an item id. */
    public Optional<Variant> variant(String itemId) {
        return variants.stream().filter(variant -> variant.itemId().equals(itemId)).findFirst();
    }

    /** The JSON form that {@code docs/shop.md} describes. */
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", name.en());
        tree.put("product_id", productId);
        var items = new LinkedHashMap<String, Object>();
        variants.forEach(variant -> items.put(variant.itemId(), variant.tree()));
        tree.put("variants", items);
        return tree;
    }
}
