package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.ProductType;
import java.util.Collection;
import java.util.Optional;

/** The shop as it stands now: what was loaded, and the changes since. */
interface Shelf {

    Book book();

    Optional<Account> account(String customerId);

    /** All customers, in the order of the files. */
    Collection<Account> accounts();

    Optional<OrderRecord> order(String number);

    /** All orders, in the order of the files. */
    Collection<OrderRecord> orders();

    /** A product, which never changes. */
    default Optional<ProductType> product(String productId) {
        return Optional.ofNullable(book().products().get(productId));
    }
}
