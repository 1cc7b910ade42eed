package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a service desk may know of an order; {@link Order} is the short form. Every piece is an
 * item of its own, so two of the same stand there twice.
 *
 * @param payments what was paid and refunded, in order
 * @param outcome what a cancellation, return or exchange has left
 * @param extras what only some shops know
 */
public record OrderRecord(
        String number,
        String customerId,
        PostalAddress address,
        List<Item> items,
        List<Shipment> shipments,
        Status status,
        List<Payment> payments,
        Optional<Outcome> outcome,
        Extras extras) {
    public OrderRecord {
        items = List.copyOf(items);
        shipments = List.copyOf(shipments);
        payments = List.copyOf(payments);
    }

    /** Where an order stands; {@link #text()} is how files and tools write it. */
    public enum Status {
        UNPAID("unpaid"),
        PENDING("pending"),
        PENDING_ITEMS_MODIFIED("pending (item modified)"),
        PROCESSED("processed"),
        SHIPPED("shipped"),
        DELIVERED("delivered"),
        CANCELLED("cancelled"),
        RETURN_REQUESTED("return requested"),
        EXCHANGE_REQUESTED("exchange requested"),
        REFUNDED("refunded");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        /** For example {@code pending (item modified)}. */
        public String text() {
            return text;
        }

        /** The status that is written like this. */
        public static Optional<Status> of(String text) {
            for (Status status : values()) {
                if (status.text.equals(text)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }
    }

    /** One piece of an order, at the price it was bought for. */
    public record Item(
            LocalText name,
            String productId,
            String itemId,
            BigDecimal price,
            Map<String, String> options) {
        public Item {
            options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        }
    }

    /** Pieces that travel together. */
    public record Shipment(List<String> trackingNumbers, List<String> itemIds) {
        public Shipment {
            trackingNumbers = List.copyOf(trackingNumbers);
            itemIds = List.copyOf(itemIds);
        }
    }

    /** Money that went one way or the other; the amount is never negative. */
    public record Payment(Kind kind, BigDecimal amount, String methodId) {

        /** Which way. */
        public enum Kind {
            PAYMENT,
            REFUND
        }
    }

    /** What a change that ends an order has left. */
    public sealed interface Outcome {

        /** Cancelled before it was sent. */
        record Cancelled(String reason) implements Outcome {}

        /** Items that come back, and where the refund goes; sorted by id. */
        record Returned(List<String> itemIds, String methodId) implements Outcome {
            public Returned {
                itemIds = List.copyOf(itemIds);
            }
        }

        /**
         * Items that come back for others; both sorted by id.
         *
         * @param difference what is still to be paid; a refund when negative
         */
        record Exchanged(
                List<String> itemIds,
                List<String> newItemIds,
                String methodId,
                BigDecimal difference)
                implements Outcome {
            public Exchanged {
                itemIds = List.copyOf(itemIds);
                newItemIds = List.copyOf(newItemIds);
            }
        }
    }

    /**
     * An invoice that was asked for.
     *
     * @param title who it is made out to
     * @param taxNumber of a company; empty for a person
     */
    public record Invoice(String title, Optional<String> taxNumber) {}

    /** What only some shops know of an order. */
    public record Extras(
            Optional<Instant> placedAt,
            Optional<Instant> deliveredAt,
            Optional<Instant> hurriedAt,
            Optional<Invoice> invoice) {

        /** Nothing. */
        public static final Extras NONE =
                new Extras(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same order, sent elsewhere. */
    public OrderRecord withAddress(PostalAddress other) {
        return new OrderRecord(
                number, customerId, other, items, shipments, status, payments, outcome, extras);
    }

    /** The same order with another payment history. */
    public OrderRecord withPayments(List<Payment> all) {
        return new OrderRecord(
                number, customerId, address, items, shipments, status, all, outcome, extras);
    }

    /** The same order with other items. */
    public OrderRecord withItems(List<Item> others, Status then) {
        return new OrderRecord(
                number, customerId, address, others, shipments, then, payments, outcome, extras);
    }

    /** The same order after what ends it. */
    public OrderRecord ended(Status then, Outcome by) {
        return new OrderRecord(
                number,
                customerId,
                address,
                items,
                shipments,
                then,
                payments,
                Optional.of(by),
                extras);
    }

    /** The same order with other extras. */
    public OrderRecord with(Extras others) {
        return new OrderRecord(
                number, customerId, address, items, shipments, status, payments, outcome, others);
    }

    /** The JSON form that {@code docs/shop.md} describes. */
    public Map<String, Object> tree() {
        return OrderTree.of(this);
    }
}
