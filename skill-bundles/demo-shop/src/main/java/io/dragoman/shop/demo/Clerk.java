package io.dragoman.shop.demo;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Reason;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;

/**
 * Knows the rules of the shop: says to each change what it would lead to, or why it is refused.
 * Changes nothing itself. The checks and their order are those of the retail shop of τ-bench, whose
 * messages are kept word by word; what that shop does not know (deadlines, invoices, hurrying) is
 * checked after them.
 */
final class Clerk {

    private final Clock clock;

    Clerk(Clock clock) {
        this.clock = clock;
    }

    /** Ends a check with a refusal; caught in {@link #decide} and nowhere else. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        Refusal(Reason reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }
    }

    Verdict decide(Change change, Shelf shelf) {
        try {
            return switch (change) {
                case Change.Cancel cancel -> new PendingOrders(shelf).cancel(cancel);
                case Change.Address address -> new PendingOrders(shelf).send(address);
                case Change.Payment payment -> new PendingOrders(shelf).pay(payment);
                case Change.Items items -> new PendingOrders(shelf).replace(items);
                case Change.Return back -> new DeliveredOrders(shelf, clock).takeBack(back);
                case Change.Exchange other -> new DeliveredOrders(shelf, clock).exchange(other);
                case Change.CustomerAddress moved -> move(moved, shelf);
                case Change.Invoice invoice -> new PaidOrders(shelf, clock).invoice(invoice);
                case Change.Hurry hurry -> new PaidOrders(shelf, clock).hurry(hurry);
            };
        } catch (Refusal refusal) {
            return new Verdict.Refused(refusal.reason, refusal.getMessage());
        }
    }

    private static Verdict move(Change.CustomerAddress moved, Shelf shelf) throws Refusal {
        var account =
                shelf.account(moved.customerId())
                        .orElseThrow(() -> new Refusal(Reason.CUSTOMER_UNKNOWN, "user not found"));
        return new Verdict.Accepted(
                BigDecimal.ZERO,
                shelf.book().currency(),
                Optional.empty(),
                Optional.of(account.withAddress(moved.address())));
    }

    static OrderRecord order(Shelf shelf, String number) throws Refusal {
        return shelf.order(number)
                .orElseThrow(() -> new Refusal(Reason.ORDER_UNKNOWN, "order not found"));
    }

    /** The customer of an order, whom loading has made sure of. */
    static Account customer(Shelf shelf, OrderRecord order) {
        return shelf.account(order.customerId()).orElseThrow();
    }

    static Verdict accepted(Shelf shelf, BigDecimal difference, OrderRecord order, Account then) {
        return new Verdict.Accepted(
                difference, shelf.book().currency(), Optional.of(order), Optional.of(then));
    }
}
