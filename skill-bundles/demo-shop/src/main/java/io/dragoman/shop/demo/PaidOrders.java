package io.dragoman.shop.demo;

import static io.dragoman.shop.demo.Clerk.accepted;
import static io.dragoman.shop.demo.Clerk.customer;

import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Extras;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Reason;
import io.dragoman.shop.demo.Clerk.Refusal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Wishes that a shop may grant for any order that is paid for. */
record PaidOrders(Shelf shelf, Clock clock) {

    private static final Set<Status> NOT_PAID =
            EnumSet.of(Status.UNPAID, Status.CANCELLED, Status.REFUNDED);
    private static final Set<Status> IN_WAREHOUSE =
            EnumSet.of(Status.PENDING, Status.PENDING_ITEMS_MODIFIED, Status.PROCESSED);
    private static final Duration AGAIN_AFTER = Duration.ofDays(1);

    Verdict invoice(Change.Invoice wanted) throws Refusal {
        var order = Clerk.order(shelf, wanted.orderNumber());
        if (NOT_PAID.contains(order.status())) {
            throw new Refusal(Reason.NOT_PAID, "an order that is not paid for has no invoice");
        }
        var had = order.extras();
        if (had.invoice().isPresent()) {
            throw new Refusal(Reason.ALREADY_ASKED, "the invoice has been asked for already");
        }
        var invoice = new OrderRecord.Invoice(wanted.title(), wanted.taxNumber());
        return changed(
                order,
                new Extras(
                        had.placedAt(), had.deliveredAt(), had.hurriedAt(), Optional.of(invoice)));
    }

    Verdict hurry(Change.Hurry wanted) throws Refusal {
        var order = Clerk.order(shelf, wanted.orderNumber());
        if (!IN_WAREHOUSE.contains(order.status())) {
            throw new Refusal(
                    Reason.NOT_PENDING, "only an order that waits to be sent can be hurried");
        }
        var now = clock.instant();
        var had = order.extras();
        if (had.hurriedAt().filter(at -> at.plus(AGAIN_AFTER).isAfter(now)).isPresent()) {
            throw new Refusal(
                    Reason.ALREADY_ASKED, "the warehouse has been asked within the last day");
        }
        return changed(
                order,
                new Extras(had.placedAt(), had.deliveredAt(), Optional.of(now), had.invoice()));
    }

    private Verdict changed(OrderRecord order, Extras extras) {
        return accepted(shelf, BigDecimal.ZERO, order.with(extras), customer(shelf, order));
    }
}
