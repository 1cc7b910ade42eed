package io.dragoman.gateway.internal;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Inbox.Hello;
import io.dragoman.security.Profile;
import io.dragoman.security.VisitorTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a page's profile is believed. A name is just a name; a customer id opens somebody's
 * orders, so it counts only with the shop server's signature. The demo profile believes everything,
 * which is why it is not for real customers.
 */
final class Profiles {

    private static final List<String> TEXTS = List.of("name", "email", "phone", "page", "tier");
    private static final int LONGEST_TEXT = 300;
    private static final int MOST_CART_ITEMS = 50;

    private final Json json;
    private final VisitorTokens tokens;
    private final Profile installation;

    Profiles(Json json, VisitorTokens tokens, Profile installation) {
        this.json = json;
        this.tokens = tokens;
        this.installation = installation;
    }

    Hello hello(String site, String locale, Object profile) {
        var kept = new LinkedHashMap<String, Object>();
        Optional<String> customerId = Optional.empty();
        if (profile instanceof Map<?, ?> given) {
            for (var name : TEXTS) {
                if (given.get(name) instanceof String text && !text.isBlank()) {
                    kept.put(
                            name,
                            text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
                }
            }
            if (installation != Profile.DEMO) {
                kept.remove("tier");
            }
            customerId = customerId(site, given);
            customerId.ifPresent(id -> kept.put("customerId", id));
            var cart = cart(given.get("cart"));
            if (!cart.isEmpty()) {
                kept.put("cart", cart);
            }
        }
        var name = kept.get("name") instanceof String text ? text : "";
        return new Hello(locale, name, kept.isEmpty() ? "" : json.write(kept), customerId);
    }

    private Optional<String> customerId(String site, Map<?, ?> given) {
        if (!(given.get("customerId") instanceof String id) || id.isBlank() || id.length() > 100) {
            return Optional.empty();
        }
        var signature = given.get("signature") instanceof String text ? text : "";
        boolean believed =
                installation == Profile.DEMO || tokens.customerVerified(site, id, signature);
        return believed ? Optional.of(id) : Optional.empty();
    }

    private static List<Object> cart(Object given) {
        var kept = new ArrayList<Object>();
        if (given instanceof List<?> items) {
            for (var item : items) {
                if (kept.size() < MOST_CART_ITEMS
                        && item instanceof Map<?, ?> line
                        && line.get("sku") instanceof String sku
                        && line.get("quantity") instanceof Number quantity) {
                    kept.add(Map.of("sku", sku, "quantity", quantity.longValue()));
                }
            }
        }
        return kept;
    }
}
