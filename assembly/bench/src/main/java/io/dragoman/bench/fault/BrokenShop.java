package io.dragoman.bench.fault;

import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Product;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.ShopUnavailableException;
import java.util.List;
import java.util.Optional;

/** An order system that is down: takes the place of the demo shop's while it is deployed. */
public final class BrokenShop implements Shop {

    /** Created by the container. */
    public BrokenShop() {}

    private static ShopUnavailableException down() {
        return new ShopUnavailableException("The order system is down for the drill", null);
    }

    @Override
    public String site() {
        return "demo";
    }

    @Override
    public Optional<Customer> customer(String customerId) {
        throw down();
    }

    @Override
    public Optional<Order> order(String orderNumber) {
        throw down();
    }

    @Override
    public List<Order> ordersOf(String customerId, int limit) {
        throw down();
    }

    @Override
    public Optional<Parcel> parcel(String trackingNumber) {
        throw down();
    }

    @Override
    public Optional<Product> product(String sku) {
        throw down();
    }

    @Override
    public List<Coupon> couponsOf(String customerId) {
        throw down();
    }

    @Override
    public Optional<Points> pointsOf(String customerId) {
        throw down();
    }
}
