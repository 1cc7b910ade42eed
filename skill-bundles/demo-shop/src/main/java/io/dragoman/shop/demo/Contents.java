package io.dragoman.shop.demo;

import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Parcel;
import io.dragoman.api.shop.Points;
import io.dragoman.api.shop.Product;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the demo shop shows: the book that its order system keeps, and what never changes.
 * Immutable.
 *
 * @param products by sku; the first of each product is on the page
 */
record Contents(
        Book book,
        Map<String, Product> products,
        Map<String, Customer> customers,
        Map<String, Parcel> parcels,
        Map<String, List<Coupon>> coupons,
        Map<String, Points> points,
        ProductSearch search) {

    private static final String TIER = "regular";

    /** A shop of which nothing but its book is known. */
    static Contents of(Book book) {
        var products = new LinkedHashMap<String, Product>();
        for (var type : book.products().values()) {
            for (var variant : type.variants()) {
                products.put(
                        variant.itemId(),
                        new Product(
                                variant.itemId(),
                                type.name(),
                                "",
                                variant.price(),
                                book.currency(),
                                variant.available() ? 1 : 0));
            }
        }
        var customers = new LinkedHashMap<String, Customer>();
        for (var account : book.accounts().values()) {
            var name = account.firstName() + " " + account.lastName();
            customers.put(
                    account.customerId(),
                    new Customer(account.customerId(), name, TIER, "", account.email()));
        }
        return new Contents(
                book,
                products,
                customers,
                Map.of(),
                Map.of(),
                Map.of(),
                new ProductSearch(firstOfEach(book, products), new HashMap<>()));
    }

    private static List<Product> firstOfEach(Book book, Map<String, Product> products) {
        return book.products().values().stream()
                .flatMap(type -> type.variants().stream().findFirst().stream())
                .map(variant -> products.get(variant.itemId()))
                .toList();
    }

    Optional<Customer> customer(String id) {
        return Optional.ofNullable(customers.get(id));
    }
}
