package io.dragoman.shop.demo;

import io.dragoman.api.shop.LocalText;
import io.dragoman.api.shop.Order;
import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Payment.Kind;
import io.dragoman.api.shop.OrderRecord.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** The short form of orders, as customers see them. */
record OrderViews(String currency) {

    Order of(OrderRecord order) {
        return new Order(
                order.number(),
                order.customerId(),
                state(order.status()),
                order.extras().placedAt().orElse(Instant.EPOCH),
                lines(order),
                total(order),
                currency,
                order.address().text(),
                order.shipments().stream()
                        .flatMap(shipment -> shipment.trackingNumbers().stream())
                        .findFirst());
    }

    private static Order.State state(Status status) {
        return switch (status) {
            case UNPAID -> Order.State.PENDING_PAYMENT;
            case PENDING, PENDING_ITEMS_MODIFIED -> Order.State.PAID;
            case PROCESSED -> Order.State.PACKED;
            case SHIPPED -> Order.State.SHIPPED;
            case DELIVERED -> Order.State.DELIVERED;
            case CANCELLED -> Order.State.CANCELLED;
            case RETURN_REQUESTED, EXCHANGE_REQUESTED -> Order.State.RETURNING;
            case REFUNDED -> Order.State.REFUNDED;
        };
    }

    /** Pieces of one kind in one line. */
    private static List<Order.Line> lines(OrderRecord order) {
        var lines = new LinkedHashMap<String, Order.Line>();
        for (Item item : order.items()) {
            lines.merge(
                    item.itemId() + " " + item.price(),
                    new Order.Line(item.itemId(), name(item), 1, item.price()),
                    (had, one) ->
                            new Order.Line(
                                    had.sku(), had.name(), had.quantity() + 1, had.unitPrice()));
        }
        return List.copyOf(lines.values());
    }

    private static LocalText name(Item item) {
        if (item.options().isEmpty()) {
            return item.name();
        }
        var options = String.join(", ", item.options().values());
        return new LocalText(
                item.name().zh() + "（" + options + "）", item.name().en() + " (" + options + ")");
    }

    /** What has been paid and not paid back; what there was to pay when that is nothing. */
    private static BigDecimal total(OrderRecord order) {
        return Optional.of(paid(order))
                .filter(net -> net.signum() > 0)
                .or(() -> order.payments().stream().map(Payment::amount).findFirst())
                .orElseGet(() -> worth(order))
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    static BigDecimal paid(OrderRecord order) {
        return order.payments().stream()
                .map(p -> p.kind() == Kind.PAYMENT ? p.amount() : p.amount().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal worth(OrderRecord order) {
        return order.items().stream().map(Item::price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
