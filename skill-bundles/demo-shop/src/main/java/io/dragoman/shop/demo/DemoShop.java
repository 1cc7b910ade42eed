package io.dragoman.shop.demo;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The embedded demo shop: everything it knows lies in its bundle, with times counted from its
 * start. There only in the demo profile, see {@link DemoSwitch}. Immutable.
 */
@Component(
        service = {Shop.class, DemoShop.class},
        configurationPid = DemoShop.PID,
        enabled = false)
@Designate(ocd = DemoShop.Config.class)
public final class DemoShop implements Shop {

    /** The configuration of the demo shop and its page. */
    static final String PID = "io.dragoman.shop.demo";

    /** Whose shop it is. */
    @ObjectClassDefinition(name = "Dragoman: demo shop")
    public @interface Config {

        /** The site that gets the demo shop. */
        @AttributeDefinition(name = "Site")
        String site() default "demo";
    }

    private static final String CURRENCY = "CNY";

    private final String site;
    private final Map<String, Product> products = new LinkedHashMap<>();
    private final Map<String, Customer> customers = new LinkedHashMap<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Parcel> parcels = new LinkedHashMap<>();
    private final Map<String, List<Coupon>> coupons = new HashMap<>();
    private final Map<String, Points> points = new HashMap<>();
    private final ProductSearch search;

    /** Created by the container. */
    @Activate
    public DemoShop(@Reference(name = "json") Json json, Config config) {
        this(json, config.site(), Clock.systemUTC());
    }

    /** A shop that opened at the clock's instant. */
    DemoShop(Json json, String site, Clock clock) {
        this.site = site;
        Instant start = clock.instant();
        var aliases = new HashMap<String, List<String>>();
        DemoData.read(
                json,
                "/shop/products.json",
                start,
                row -> {
                    aliases.put(row.text("sku"), row.texts("aliases"));
                    return products.put(row.text("sku"), product(row));
                });
        DemoData.read(json, "/shop/customers.json", start, this::addCustomer);
        DemoData.read(json, "/shop/orders.json", start, this::order)
                .forEach(order -> orders.put(order.number(), order));
        DemoData.read(json, "/shop/parcels.json", start, DemoShop::parcel)
                .forEach(parcel -> parcels.put(parcel.trackingNumber(), parcel));
        this.search = new ProductSearch(List.copyOf(products.values()), aliases);
    }

    private static Product product(DemoData row) {
        return new Product(
                row.text("sku"),
                row.local("name"),
                row.text("category"),
                row.money("price"),
                CURRENCY,
                row.number("stock"));
    }

    private Customer addCustomer(DemoData row) {
        var id = row.text("id");
        var balance = row.object("points");
        points.put(
                id,
                new Points(
                        balance.number("balance"),
                        balance.number("expiring"),
                        balance.ahead("expiringIn")));
        coupons.put(id, row.list("coupons").stream().map(DemoShop::coupon).toList());
        return customers.put(
                id,
                new Customer(
                        id,
                        row.text("name"),
                        row.text("tier"),
                        row.text("phone"),
                        row.text("email")));
    }

    private static Coupon coupon(DemoData row) {
        return new Coupon(
                row.text("code"), row.text("type"), row.local("title"), row.ahead("validFor"));
    }

    private Order order(DemoData row) {
        return new Order(
                row.text("number"),
                row.text("customer"),
                Order.State.valueOf(row.text("state")),
                row.ago("placed"),
                row.list("lines").stream().map(this::line).toList(),
                row.money("total"),
                CURRENCY,
                row.text("shipTo"),
                row.find("tracking"));
    }

    private Order.Line line(DemoData row) {
        var product = products.get(row.text("sku"));
        if (product == null) {
            throw new IllegalStateException(
                    "An order names the unknown product " + row.text("sku"));
        }
        return new Order.Line(
                product.sku(), product.name(), row.number("quantity"), product.price());
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

    @Override
    public String site() {
        return site;
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return Optional.ofNullable(customers.get(customerId));
    }

    @Override
    public Optional<Order> order(String orderNumber) {
        return Optional.ofNullable(orders.get(orderNumber));
    }

    @Override
    public List<Order> ordersOf(String customerId, int limit) {
        return orders.values().stream()
                .filter(order -> order.customerId().equals(customerId))
                .sorted(Comparator.comparing(Order::placedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Parcel> parcel(String trackingNumber) {
        return Optional.ofNullable(parcels.get(trackingNumber));
    }

    @Override
    public Optional<Product> product(String sku) {
        return Optional.ofNullable(products.get(sku));
    }

    @Override
    public List<Product> search(String sentence, int limit) {
        return search.find(sentence, limit);
    }

    @Override
    public List<Coupon> couponsOf(String customerId) {
        return coupons.getOrDefault(customerId, List.of());
    }

    @Override
    public Optional<Points> pointsOf(String customerId) {
        return Optional.ofNullable(points.get(customerId));
    }

    /** All customers, for the page's account list. */
    List<Customer> customers() {
        return List.copyOf(customers.values());
    }

    /** All orders, for the page's order list. */
    List<Order> orders() {
        return List.copyOf(orders.values());
    }
}
