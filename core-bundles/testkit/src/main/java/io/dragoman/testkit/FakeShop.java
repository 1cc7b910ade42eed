package io.dragoman.testkit;

import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.ShopUnavailableException;
import io.dragoman.api.shop.Shops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** A shop that holds what a test puts into it, and can be made to fail. Thread-safe. */
public final class FakeShop implements Shop {

    private final String site;
    private final ConcurrentMap<String, Customer> customers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Order> orders = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Parcel> parcels = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Product> products = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, List<Coupon>> coupons = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Points> points = new ConcurrentHashMap<>();
    private volatile boolean down;

    /** An empty shop of a site. */
    public FakeShop(String site) {
        this.site = site;
    }

    /** Adds a customer. */
    public FakeShop with(Customer customer) {
        customers.put(customer.id(), customer);
        return this;
    }

    /** Adds an order. */
    public FakeShop with(Order order) {
        orders.put(order.number(), order);
        return this;
    }

    /** Adds a parcel. */
    public FakeShop with(Parcel parcel) {
        parcels.put(parcel.trackingNumber(), parcel);
        return this;
    }

    /** Adds a product. */
    public FakeShop with(Product product) {
        products.put(product.sku(), product);
        return this;
    }

    /** Puts a coupon into a customer's wallet. */
    public FakeShop with(String customerId, Coupon coupon) {
        coupons.merge(
                customerId,
                List.of(coupon),
                (had, more) -> {
                    var all = new ArrayList<>(had);
                    all.addAll(more);
                    return List.copyOf(all);
                });
        return this;
    }

    /** Gives a customer points. */
    public FakeShop with(String customerId, Points balance) {
        points.put(customerId, balance);
        return this;
    }

    /** From now on every call fails as if the order system were down, or works again. */
    public FakeShop down(boolean isDown) {
        down = isDown;
        return this;
    }

    /** This shop alone, as a skill gets it. */
    public Shops alone() {
        return Shops.only(this);
    }

    @Override
    public String site() {
        return site;
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        return find(customers, customerId);
    }

    @Override
    public Optional<Order> order(String orderNumber) {
        return find(orders, orderNumber);
    }

    @Override
    public List<Order> ordersOf(String customerId, int limit) {
        failWhenDown();
        return orders.values().stream()
                .filter(order -> order.customerId().equals(customerId))
                .sorted(Comparator.comparing(Order::placedAt).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Parcel> parcel(String trackingNumber) {
        return find(parcels, trackingNumber);
    }

    @Override
    public Optional<Product> product(String sku) {
        return find(products, sku);
    }

    @Override
    public List<Product> search(String sentence, int limit) {
        failWhenDown();
        var said = sentence.toLowerCase(Locale.ROOT);
        return products.values().stream()
                .filter(
                        product ->
                                names(product)
                                        .anyMatch(
                                                name ->
                                                        said.contains(
                                                                name.toLowerCase(Locale.ROOT))))
                .limit(limit)
                .toList();
    }

    private static Stream<String> names(Product product) {
        return Stream.of(product.sku(), product.name().zh(), product.name().en());
    }

    @Override
    public List<Coupon> couponsOf(String customerId) {
        failWhenDown();
        return coupons.getOrDefault(customerId, List.of());
    }

    @Override
    public Optional<Points> pointsOf(String customerId) {
        return find(points, customerId);
    }

    private <T> Optional<T> find(Map<String, T> all, String key) {
        failWhenDown();
        return Optional.ofNullable(all.get(key));
    }

    private void failWhenDown() {
        if (down) {
            throw new ShopUnavailableException(
                    "The fake shop is down", new IllegalStateException("told to be"));
        }
    }
}
