package io.dragoman.shop.demo;

import static io.dragoman.shop.demo.Clerk.accepted;
import static io.dragoman.shop.demo.Clerk.customer;

import io.dragoman.api.shop.Account;
import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Outcome;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.PaymentMethod;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Reason;
import io.dragoman.shop.demo.Clerk.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be done to orders that the warehouse has not begun with. */
record PendingOrders(Shelf shelf) {

    static final Set<String> REASONS = Set.of("no longer needed", "ordered by mistake");

    Verdict cancel(Change.Cancel wanted) throws Refusal {
        var order = Clerk.order(shelf, wanted.orderNumber());
        // Nothing was paid for an unpaid order, so nothing stands in the way.
        if (order.status() != Status.PENDING && order.status() != Status.UNPAID) {
            throw new Refusal(Reason.NOT_PENDING, "non-pending order cannot be cancelled");
        }
        if (!REASONS.contains(wanted.reason())) {
            throw new Refusal(Reason.REASON_INVALID, "invalid reason");
        }
        var refunds = shelf.book().ledger().refunds(order.payments());
        var account = customer(shelf, order);
        for (Payment refund : refunds) {
            account = credited(account, refund.methodId(), refund.amount());
        }
        var history = new ArrayList<>(order.payments());
        history.addAll(refunds);
        var total = refunds.stream().map(Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        var cancelled =
                order.withPayments(history)
                        .ended(Status.CANCELLED, new Outcome.Cancelled(wanted.reason()));
        return accepted(shelf, shelf.book().ledger().cents(total.negate()), cancelled, account);
    }

    Verdict send(Change.Address wanted) throws Refusal {
        var order = modifiable(wanted.orderNumber());
        return accepted(
                shelf,
                BigDecimal.ZERO,
                order.withAddress(wanted.address()),
                customer(shelf, order));
    }

    Verdict pay(Change.Payment wanted) throws Refusal {
        var order = modifiable(wanted.orderNumber());
        var account = customer(shelf, order);
        var method = method(account, wanted.methodId());
        if (order.payments().size() > 1 || order.payments().getFirst().kind() != Kind.PAYMENT) {
            throw new Refusal(
                    Reason.PAYMENTS_MANY,
                    "there should be exactly one payment for a pending order");
        }
        var first = order.payments().getFirst();
        if (first.methodId().equals(method.id())) {
            throw new Refusal(
                    Reason.METHOD_SAME,
                    "the new payment method should be different from the current one");
        }
        covers(method, first.amount(), "insufficient gift card balance to pay for the order");
        var history =
                List.of(
                        first,
                        new Payment(Kind.PAYMENT, first.amount(), method.id()),
                        new Payment(Kind.REFUND, first.amount(), first.methodId()));
        var charged = credited(account, method.id(), first.amount().negate());
        var after = credited(charged, first.methodId(), first.amount());
        return accepted(shelf, BigDecimal.ZERO, order.withPayments(history), after);
    }

    Verdict replace(Change.Items wanted) throws Refusal {
        var order = modifiable(wanted.orderNumber());
        var swaps = new Swaps(shelf, order, wanted.itemIds(), wanted.newItemIds());
        var difference = swaps.check();
        var account = customer(shelf, order);
        var method = method(account, wanted.methodId());
        covers(method, difference, "insufficient gift card balance to pay for the new item");
        var history = new ArrayList<>(order.payments());
        var kind = difference.signum() > 0 ? Kind.PAYMENT : Kind.REFUND;
        history.add(new Payment(kind, difference.abs(), method.id()));
        return accepted(
                shelf,
                shelf.book().ledger().cents(difference),
                order.withPayments(history).withItems(swaps.items(), Status.PENDING_ITEMS_MODIFIED),
                credited(account, method.id(), difference.negate()));
    }

    private OrderRecord modifiable(String number) throws Refusal {
        var order = Clerk.order(shelf, number);
        if (order.status() != Status.PENDING) {
            throw new Refusal(Reason.NOT_PENDING, "non-pending order cannot be modified");
        }
        return order;
    }

    static PaymentMethod method(Account account, String id) throws Refusal {
        return account.paymentMethod(id)
                .orElseThrow(() -> new Refusal(Reason.METHOD_UNKNOWN, "payment method not found"));
    }

    /** A gift card must hold what it is to pay; others are asked by the bank later. */
    static void covers(PaymentMethod method, BigDecimal amount, String otherwise) throws Refusal {
        if (method.isGiftCard() && method.balance().orElseThrow().compareTo(amount) < 0) {
            throw new Refusal(Reason.BALANCE_TOO_LOW, otherwise);
        }
    }

    /** Only gift cards are paid and charged at once. */
    private Account credited(Account account, String methodId, BigDecimal amount) {
        return account.paymentMethod(methodId)
                .filter(PaymentMethod::isGiftCard)
                .map(
                        card ->
                                account.with(
                                        card.withBalance(
                                                shelf.book()
                                                        .ledger()
                                                        .add(
                                                                card.balance().orElseThrow(),
                                                                amount))))
                .orElse(account);
    }
}
