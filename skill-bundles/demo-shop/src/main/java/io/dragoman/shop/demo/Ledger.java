package io.dragoman.shop.demo;

import io.dragoman.api.shop.OrderRecord.Payment;
import java.math.BigDecimal;
import java.util.List;

/** How a shop counts money. Pure and thread-safe. */
interface Ledger {

    /** The sum of the new prices less the sum of the old ones, as it is booked. */
    BigDecimal difference(List<BigDecimal> oldPrices, List<BigDecimal> newPrices);

    /** An amount in whole cents. */
    BigDecimal cents(BigDecimal amount);

    /** A balance after an amount was added to it, or taken from it when negative. */
    BigDecimal add(BigDecimal balance, BigDecimal amount);

    /** What has to be paid back when an order with this history is cancelled. */
    List<Payment> refunds(List<Payment> history);
}
