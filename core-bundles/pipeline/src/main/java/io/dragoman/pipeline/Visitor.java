package io.dragoman.pipeline;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Cart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page or platform told of the customer, as the gateway kept it. Immutable.
 *
 * @param customerId their id in the shop; the gateway only lets verified ids through
 * @param tier membership level, or {@code anonymous}
 */
public record Visitor(Optional<String> customerId, String name, String tier, List<CartItem> cart) {

    /** Nobody knows anything. */
    public static final Visitor UNKNOWN = new Visitor(Optional.empty(), "", "anonymous", List.of());

    public Visitor {
        cart = List.copyOf(cart);
    }

    /** A position of the page's cart; the price is the shop's to say. */
    public record CartItem(String sku, int quantity) {}

    /** Reads a profile; what does not fit is left out, for pages tell all sorts of things. */
    public static Visitor fromProfile(Json json, String profile) {
        if (profile.isEmpty() || !(json.read(profile) instanceof Map<?, ?> map)) {
            return UNKNOWN;
        }
        var cart = new ArrayList<CartItem>();
        if (map.get("cart") instanceof List<?> items) {
            for (var item : items) {
                if (item instanceof Map<?, ?> line
                        && line.get("sku") instanceof String sku
                        && line.get("quantity") instanceof Number quantity
                        && quantity.intValue() > 0) {
                    cart.add(new CartItem(sku, quantity.intValue()));
                }
            }
        }
        return new Visitor(
                text(map, "customerId"),
                text(map, "name").orElse(""),
                text(map, "tier").orElse("anonymous"),
                cart);
    }

    private static Optional<String> text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String value && !value.isBlank()
                ? Optional.of(value)
                : Optional.empty();
    }

    /** The cart with the shop's prices; items the shop does not know are left out. */
    public Optional<Cart> priced(
            java.util.function.Function<String, Optional<io.dragoman.api.shop.Product>> products) {
        var lines = new ArrayList<Cart.Line>();
        var currency = "CNY";
        for (var item : cart) {
            var product = products.apply(item.sku());
            if (product.isPresent()) {
                var p = product.get();
                currency = p.currency();
                lines.add(
                        new Cart.Line(p.sku(), p.name(), p.category(), item.quantity(), p.price()));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new Cart(lines, currency));
    }
}
