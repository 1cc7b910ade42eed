package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One order.
 *
 * @param placedAt {@link Instant#EPOCH} when the shop does not know
 * @param total what was paid, in {@code currency}, exact
 * @param trackingNumber of its parcel, once shipped
 */
public record Order(
        String number,
        String customerId,
        State state,
        Instant placedAt,
        List<Line> lines,
        BigDecimal total,
        String currency,
        String shipTo,
        Optional<String> trackingNumber) {
    public Order {
        lines = List.copyOf(lines);
    }

    /** When it was placed, if the shop knows. */
    public Optional<Instant> placed() {
        return Optional.of(placedAt).filter(at -> !at.equals(Instant.EPOCH));
    }

    /** Where an order stands. */
    public enum State {
        PENDING_PAYMENT,
        PAID,
        PACKED,
        SHIPPED,
        DELIVERED,
        CANCELLED,
        RETURNING,
        REFUNDED
    }

    /** One position of an order. */
    public record Line(String sku, LocalText name, int quantity, BigDecimal unitPrice) {}
}
