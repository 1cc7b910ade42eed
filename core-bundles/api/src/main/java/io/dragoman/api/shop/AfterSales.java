package io.dragoman.api.shop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a service desk does after the sale: looks customers, orders and variants up in full, and
 * changes them. A shop that only shows things has none. Whoever calls has made sure that the
 * customer is who they say. Thread-safe; each call returns within 3 s or throws {@link
 * ShopUnavailableException}.
 */
@ConsumerType
public interface AfterSales {

    /** ISO 4217 code of all amounts. */
    String currency();

    /** A customer in full. */
    Optional<Account> account(String customerId);

    /** The id of the customer with this e-mail address, in any case of letters. */
    Optional<String> customerByEmail(String email);

    /** The id of the customer of this name, in any case of letters, with this postcode. */
    Optional<String> customerByName(String firstName, String lastName, String postcode);

    /** An order in full, by its exact number. */
    Optional<OrderRecord> order(String orderNumber);

    /** A product with all its variants. */
    Optional<ProductType> productType(String productId);

    /** All products. */
    List<ProductType> productTypes();

    /** How long after delivery goods can be returned without a reason; empty for ever. */
    Optional<Duration> returnWindow();

    /** What would be said to a change now. Changes nothing. */
    Verdict check(Change change);

    /**
     * Makes a change, whole or not at all, and durably when this returns.
     *
     * @param key the same key with the same change is carried out once and answered alike
     */
    Verdict apply(Change change, Optional<String> key);
}
