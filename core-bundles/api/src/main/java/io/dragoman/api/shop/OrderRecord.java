package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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

        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("name", name.en());
            tree.put("product_id", productId);
            tree.put("item_id", itemId);
            tree.put("price", price);
            tree.put("options", options);
            return tree;
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

        private Map<String, Object> tree() {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("transaction_type", kind.name().toLowerCase(Locale.ROOT));
            tree.put("amount", amount);
            tree.put("payment_method_id", methodId);
            return tree;
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

        private void into(Map<String, Object> tree) {
            placedAt.ifPresent(at -> tree.put("placed_at", at.toString()));
            deliveredAt.ifPresent(at -> tree.put("delivered_at", at.toString()));
            hurriedAt.ifPresent(at -> tree.put("hurried_at", at.toString()));
            invoice.ifPresent(wanted -> tree.put("invoice", tree(wanted)));
        }

        private static Map<String, Object> tree(Invoice invoice) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("title", invoice.title());
            invoice.taxNumber().ifPresent(number -> tree.put("tax_number", number));
            return tree;
        }
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
        var tree = new LinkedHashMap<String, Object>();
        tree.put("order_id", number);
        tree.put("user_id", customerId);
        tree.put("address", address.tree());
        tree.put("items", items.stream().map(Item::tree).toList());
        tree.put("fulfillments", shipments.stream().map(OrderRecord::tree).toList());
        tree.put("status", status.text());
        tree.put("payment_history", payments.stream().map(Payment::tree).toList());
        outcome.ifPresent(into(tree));
        extras.into(tree);
        return tree;
    }

    private static Map<String, Object> tree(Shipment shipment) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("tracking_id", shipment.trackingNumbers());
        tree.put("item_ids", shipment.itemIds());
        return tree;
    }

    private static Consumer<Outcome> into(Map<String, Object> tree) {
        return outcome -> {
            switch (outcome) {
                case Outcome.Cancelled cancelled -> tree.put("cancel_reason", cancelled.reason());
                case Outcome.Returned returned -> {
                    tree.put("return_items", returned.itemIds());
                    tree.put("return_payment_method_id", returned.methodId());
                }
                case Outcome.Exchanged exchanged -> {
                    tree.put("exchange_items", exchanged.itemIds());
                    tree.put("exchange_new_items", exchanged.newItemIds());
                    tree.put("exchange_payment_method_id", exchanged.methodId());
                    tree.put("exchange_price_difference", exchanged.difference());
                }
            }
        };
    }
}
