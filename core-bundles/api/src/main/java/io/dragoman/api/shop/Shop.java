package io.dragoman.api.shop;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A shop's order system, as far as customer service needs it. Published as an OSGi service; the
 * service property {@code site} says whose it is. Thread-safe; each call returns within 3 s or
 * throws {@link ShopUnavailableException}.
 */
@ConsumerType
public interface Shop {

    /** The site (brand) whose shop this is. */
    String site();

    /** A customer by the shop's own id. */
    Optional<Customer> customer(String customerId);

    /** An order by its number. */
    Optional<Order> order(String orderNumber);

    /** The customer's orders, newest first. */
    List<Order> ordersOf(String customerId, int limit);

    /** A parcel by its tracking number. */
    Optional<Parcel> parcel(String trackingNumber);

    /** A product by its article number. */
    Optional<Product> product(String sku);

    /**
     * Products that a sentence of a customer names, by sku, name or a usual short form of it; the
     * best match first. A shop without a search finds none.
     */
    default List<Product> search(String sentence, int limit) {
        return List.of();
    }

    /** Coupons that the customer holds and has not used. */
    List<Coupon> couponsOf(String customerId);

    /** The customer's loyalty points; empty when the customer is unknown. */
    Optional<Points> pointsOf(String customerId);

    /** What can be changed after the sale; empty when this shop only shows things. */
    default Optional<AfterSales> afterSales() {
        return Optional.empty();
    }
}
