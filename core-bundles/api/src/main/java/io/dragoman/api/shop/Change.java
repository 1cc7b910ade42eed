package io.dragoman.api.shop;

import java.util.List;
import java.util.Optional;

/**
 * Something a customer wants changed. Says what is wanted; whether it may be is the shop's word.
 */
public sealed interface Change {

    /** Cancels an order that has not been processed; what was paid is refunded. */
    record Cancel(String orderNumber, String reason) implements Change {}

    /** Sends an order that has not been processed to another address. */
    record Address(String orderNumber, PostalAddress address) implements Change {}

    /** Pays an order that has not been processed by another method; the first is refunded. */
    record Payment(String orderNumber, String methodId) implements Change {}

    /**
     * Replaces items of an order that has not been processed by other variants of their products.
     *
     * @param newItemIds each for the item at the same place of {@code itemIds}
     * @param methodId what pays the difference, or gets it back
     */
    record Items(String orderNumber, List<String> itemIds, List<String> newItemIds, String methodId)
            implements Change {
        public Items {
            itemIds = List.copyOf(itemIds);
            newItemIds = List.copyOf(newItemIds);
        }
    }

    /**
     * Sends items of a delivered order back.
     *
     * @param methodId where the refund goes: what paid the order, or a gift card
     */
    record Return(String orderNumber, List<String> itemIds, String methodId) implements Change {
        public Return {
            itemIds = List.copyOf(itemIds);
        }
    }

    /** Exchanges items of a delivered order; otherwise as {@link Items}. */
    record Exchange(
            String orderNumber, List<String> itemIds, List<String> newItemIds, String methodId)
            implements Change {
        public Exchange {
            itemIds = List.copyOf(itemIds);
            newItemIds = List.copyOf(newItemIds);
        }
    }

    /** Changes the customer's default address; orders that are under way keep theirs. */
    record CustomerAddress(String customerId, PostalAddress address) implements Change {}

    /**
     * Asks for the invoice of an order.
     *
     * @param title a person's or company's name
     * @param taxNumber of the company
     */
    record Invoice(String orderNumber, String title, Optional<String> taxNumber)
            implements Change {}

    /** Asks the warehouse to send a paid order soon. */
    record Hurry(String orderNumber) implements Change {}
}
