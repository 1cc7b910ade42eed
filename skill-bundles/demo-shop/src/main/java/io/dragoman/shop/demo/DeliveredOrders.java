package io.dragoman.shop.demo;

import static io.dragoman.shop.demo.Clerk.accepted;
import static io.dragoman.shop.demo.Clerk.customer;

import io.dragoman.api.shop.Change;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Outcome;
import io.dragoman.api.shop.OrderRecord.Status;
import io.dragoman.api.shop.Verdict;
import io.dragoman.api.shop.Verdict.Reason;
import io.dragoman.shop.demo.Clerk.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What can be done to orders that have arrived, once for each. */
record DeliveredOrders(Shelf shelf, Clock clock) {

    Verdict takeBack(Change.Return wanted) throws Refusal {
        var order = delivered(wanted.orderNumber(), "non-delivered order cannot be returned");
        var account = customer(shelf, order);
        var method = PendingOrders.method(account, wanted.methodId());
        var original = order.payments().getFirst().methodId();
        if (!method.isGiftCard() && !method.id().equals(original)) {
            throw new Refusal(
                    Reason.METHOD_NOT_ORIGINAL,
                    "payment method should be either the original payment method or a gift card");
        }
        if (Swaps.missing(order, wanted.itemIds()).isPresent()) {
            throw new Refusal(Reason.ITEM_UNKNOWN, "some item not found");
        }
        inTime(order);
        var outcome = new Outcome.Returned(sorted(wanted.itemIds()), method.id());
        return accepted(
                shelf,
                shelf.book().ledger().cents(worth(order, wanted.itemIds()).negate()),
                order.ended(Status.RETURN_REQUESTED, outcome),
                account);
    }

    Verdict exchange(Change.Exchange wanted) throws Refusal {
        var order = delivered(wanted.orderNumber(), "non-delivered order cannot be exchanged");
        var swaps = new Swaps(shelf, order, wanted.itemIds(), wanted.newItemIds());
        var difference = shelf.book().ledger().cents(swaps.check());
        var account = customer(shelf, order);
        var method = PendingOrders.method(account, wanted.methodId());
        PendingOrders.covers(
                method,
                difference,
                "insufficient gift card balance to pay for the price difference");
        inTime(order);
        var outcome =
                new Outcome.Exchanged(
                        sorted(wanted.itemIds()),
                        sorted(wanted.newItemIds()),
                        method.id(),
                        difference);
        return accepted(
                shelf, difference, order.ended(Status.EXCHANGE_REQUESTED, outcome), account);
    }

    private OrderRecord delivered(String number, String otherwise) throws Refusal {
        var order = Clerk.order(shelf, number);
        if (order.status() != Status.DELIVERED) {
            throw new Refusal(Reason.NOT_DELIVERED, otherwise);
        }
        return order;
    }

    private void inTime(OrderRecord order) throws Refusal {
        var window = shelf.book().returnWindow();
        var arrived = order.extras().deliveredAt();
        if (window.isPresent()
                && arrived.isPresent()
                && arrived.get().plus(window.get()).isBefore(clock.instant())) {
            throw new Refusal(
                    Reason.TOO_LATE,
                    "delivered more than "
                            + window.get().toDays()
                            + " days ago, on "
                            + arrived.get());
        }
    }

    /** What the items have cost; less in proportion when the order was paid with a discount. */
    private static BigDecimal worth(OrderRecord order, List<String> itemIds) {
        var left = new ArrayList<>(itemIds);
        var worth =
                order.items().stream()
                        .filter(item -> left.remove(item.itemId()))
                        .map(Item::price)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        var all = OrderViews.worth(order);
        var paid = OrderViews.paid(order);
        return all.signum() == 0 || paid.compareTo(all) >= 0
                ? worth
                : worth.multiply(paid).divide(all, 2, RoundingMode.DOWN);
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }
}
