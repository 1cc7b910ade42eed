package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.PostalAddress;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.ProductType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the shop that comes with the bundle. Used once. */
final class BuiltInShop {

    /** The name of its book. */
    static final String ID = "built-in";

    /** The goods of Chinese web shops can be sent back for seven days without a reason. */
    private static final Duration RETURN_WINDOW = Duration.ofDays(7);

    private static final String CURRENCY = "CNY";

    private final Map<String, Product> products = new LinkedHashMap<>();
    private final Map<String, ProductType> types = new LinkedHashMap<>();
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, List<Coupon>> coupons = new HashMap<>();
    private final Map<String, Points> points = new HashMap<>();
    private final Map<String, Parcel> parcels = new LinkedHashMap<>();

    private BuiltInShop() {}

    /** The shop, opened at an instant. */
    static Contents read(Json json, Instant start) {
        return new BuiltInShop().contents(json, start);
    }

    private Contents contents(Json json, Instant start) {
        DemoData.read(json, "/shop/products.json", start, this::product);
        var page = List.copyOf(products.values());
        variantsAsProducts();
        var orderRows = DemoData.read(json, "/shop/orders.json", start, row -> row);
        DemoData.read(json, "/shop/customers.json", start, row -> customer(row, orderRows));
        DemoData.read(json, "/shop/parcels.json", start, BuiltInShop::parcel)
                .forEach(parcel -> parcels.put(parcel.trackingNumber(), parcel));
        var orders = new BuiltInOrders(types, accounts, parcels).read(orderRows);
        var book =
                new Book(
                        ID,
                        CURRENCY,
                        new ExactLedger(),
                        Optional.of(RETURN_WINDOW),
                        accounts,
                        types,
                        orders);
        return new Contents(
                book,
                products,
                customers,
                parcels,
                coupons,
                points,
                new ProductSearch(page, aliases));
    }

    private ProductType product(DemoData row) {
        var sku = row.text("sku");
        var product =
                new Product(
                        sku,
                        row.local("name"),
                        row.text("category"),
                        row.money("price"),
                        CURRENCY,
                        row.number("stock"));
        aliases.put(sku, row.texts("aliases"));
        products.put(sku, product);
        var variants = row.list("variants").stream().map(v -> variant(v, product)).toList();
        var type =
                new ProductType(
                        sku,
                        product.name(),
                        variants.isEmpty()
                                ? List.of(variant(sku, Map.of(), product.stock(), product))
                                : variants);
        types.put(sku, type);
        return type;
    }

    private static ProductType.Variant variant(DemoData row, Product product) {
        var priced =
                row.find("price").isPresent()
                        ? new Product(
                                product.sku(),
                                product.name(),
                                product.category(),
                                row.money("price"),
                                CURRENCY,
                                product.stock())
                        : product;
        var options = new LinkedHashMap<String, String>();
        row.object("options")
                .members()
                .forEach((name, value) -> options.put(name.toString(), value.toString()));
        return variant(row.text("item"), options, row.number("stock"), priced);
    }

    private static ProductType.Variant variant(
            String item, Map<String, String> options, int stock, Product product) {
        return new ProductType.Variant(item, options, stock > 0, product.price());
    }

    private void variantsAsProducts() {
        for (var type : types.values()) {
            var plain = products.get(type.productId());
            for (var variant : type.variants()) {
                products.putIfAbsent(
                        variant.itemId(),
                        new Product(
                                variant.itemId(),
                                plain.name(),
                                plain.category(),
                                variant.price(),
                                CURRENCY,
                                variant.available() ? plain.stock() : 0));
            }
        }
    }

    private Customer customer(DemoData row, List<DemoData> orderRows) {
        var id = row.text("id");
        var balance = row.object("points");
        points.put(
                id,
                new Points(
                        balance.number("balance"),
                        balance.number("expiring"),
                        balance.ahead("expiringIn")));
        coupons.put(id, row.list("coupons").stream().map(BuiltInShop::coupon).toList());
        accounts.put(id, account(id, row, orderRows));
        return customers.put(
                id,
                new Customer(
                        id,
                        row.text("name"),
                        row.text("tier"),
                        row.text("phone"),
                        row.text("email")));
    }

    private static Account account(String id, DemoData row, List<DemoData> orderRows) {
        var at = row.object("address");
        return new Account(
                id,
                row.text("first"),
                row.text("last"),
                row.text("email"),
                new PostalAddress(
                        at.text("line1"),
                        "",
                        at.text("city"),
                        at.text("state"),
                        "CN",
                        at.text("postcode")),
                row.list("pays").stream().map(BuiltInShop::method).toList(),
                orderRows.stream()
                        .filter(order -> order.text("customer").equals(id))
                        .map(order -> order.text("number"))
                        .toList());
    }

    private static PaymentMethod method(DemoData row) {
        var details = new LinkedHashMap<String, String>();
        for (String name : List.of("brand", "last_four")) {
            row.find(name).ifPresent(value -> details.put(name, value));
        }
        return new PaymentMethod(
                row.text("id"),
                row.text("source"),
                row.find("balance").map(text -> row.money("balance")),
                details);
    }

    private static Coupon coupon(DemoData row) {
        return new Coupon(
                row.text("code"), row.text("type"), row.local("title"), row.ahead("validFor"));
    }

    private static Parcel parcel(DemoData row) {
        return new Parcel(
                row.text("tracking"),
                row.text("carrier"),
                row.text("order"),
                row.flag("delivered"),
                row.ahead("promised"),
                row.list("events").stream()
                        .map(e -> new Parcel.Event(e.ago("ago"), e.local("place"), e.local("what")))
                        .toList());
    }
}
