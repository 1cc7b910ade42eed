package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.util.Optional;

/** What a shop says to a {@link Change}. */
public sealed interface Verdict {

    /**
     * It is done, or could be.
     *
     * @param difference what the customer has to pay for it; a refund when negative; exact
     * @param order the order afterwards, if an order is changed
     * @param account the customer afterwards
     */
    record Accepted(
            BigDecimal difference,
            String currency,
            Optional<OrderRecord> order,
            Optional<Account> account)
            implements Verdict {}

    /**
     * Nothing was changed.
     *
     * @param message one sentence in English for programs; customers are told by the reason
     */
    record Refused(Reason reason, String message) implements Verdict {}

    /** Why a change is refused. */
    enum Reason {
        CUSTOMER_UNKNOWN,
        ORDER_UNKNOWN,
        /** The order is already in the warehouse's hands, or over. */
        NOT_PENDING,
        NOT_DELIVERED,
        REASON_INVALID,
        ITEM_UNKNOWN,
        /** As many new items are wanted as old ones. */
        COUNTS_DIFFER,
        /** The new item is sold out, or no variant of the same product. */
        NEW_ITEM_UNAVAILABLE,
        METHOD_UNKNOWN,
        METHOD_SAME,
        /** Refunds go to what paid the order, or to a gift card. */
        METHOD_NOT_ORIGINAL,
        BALANCE_TOO_LOW,
        /** More than one payment has been made already. */
        PAYMENTS_MANY,
        /** The days in which goods can be returned without a reason are over. */
        TOO_LATE,
        ALREADY_ASKED,
        /** Nothing was paid, or all was paid back. */
        NOT_PAID,
        /** The key was used for another change. */
        KEY_REUSED
    }
}
