package io.dragoman.skill.orderquery;

import io.dragoman.api.shop.Order;
import io.dragoman.api.skill.Tool;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as the tool returns it.
 *
 * @param shipTo only when the caller acts for the customer who placed the order
 */
record OrderView(
        String number,
        Order.State state,
        Optional<Instant> placedAt,
        List<Order.Line> lines,
        BigDecimal total,
        String currency,
        Optional<String> trackingNumber,
        Optional<String> shipTo) {

    static OrderView of(Order order, Tool.Caller caller) {
        return new OrderView(
                order.number(),
                order.state(),
                order.placed(),
                order.lines(),
                order.total(),
                order.currency(),
                order.trackingNumber(),
                caller.customerId().filter(order.customerId()::equals).map(own -> order.shipTo()));
    }
}
