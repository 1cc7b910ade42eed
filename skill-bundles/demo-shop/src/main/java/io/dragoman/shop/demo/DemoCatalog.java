package io.dragoman.shop.demo;

import static java.util.stream.Collectors.toSet;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Order;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo page shows: products, the demo customers to sign in as, and their orders. */
final class DemoCatalog {

    /** An imported shop may have thousands, too many to choose from on a page. */
    private static final int CUSTOMERS = 50;

    private final Json json;
    private final DemoShop shop;

    DemoCatalog(Json json, DemoShop shop) {
        this.json = json;
        this.shop = shop;
    }

    /** The catalogue as JSON in UTF-8. */
    byte[] bytes() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(
                "products",
                DemoData.read(json, "/shop/products.json", Instant.EPOCH, DemoData::members));
        var customers = shop.customers().stream().limit(CUSTOMERS).toList();
        var shown = customers.stream().map(Customer::id).collect(toSet());
        tree.put(
                "customers",
                customers.stream()
                        .map(c -> Map.of("id", c.id(), "name", c.name(), "tier", c.tier()))
                        .toList());
        tree.put(
                "orders",
                shop.orders().stream()
                        .filter(order -> shown.contains(order.customerId()))
                        .map(DemoCatalog::order)
                        .toList());
        return json.write(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> order(Order order) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("number", order.number());
        tree.put("customerId", order.customerId());
        tree.put("state", order.state().name());
        order.placed().ifPresent(at -> tree.put("placedAt", at.toString()));
        tree.put("lines", lines(order));
        tree.put("total", order.total().toPlainString());
        order.trackingNumber().ifPresent(number -> tree.put("trackingNumber", number));
        return tree;
    }

    private static List<Object> lines(Order order) {
        return order.lines().stream()
                .<Object>map(
                        line ->
                                Map.of(
                                        "sku", line.sku(),
                                        "name", local(line.name()),
                                        "quantity", line.quantity(),
                                        "unitPrice", line.unitPrice().toPlainString()))
                .toList();
    }

    private static Map<String, Object> local(LocalText text) {
        return Map.of("zh", text.zh(), "en", text.en());
    }
}
