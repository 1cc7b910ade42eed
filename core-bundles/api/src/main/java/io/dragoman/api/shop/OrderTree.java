package io.dragoman.api.shop;

import io.dragoman.api.shop.OrderRecord.Extras;
import io.dragoman.api.shop.OrderRecord.Invoice;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.OrderRecord.Outcome;
import io.dragoman.api.shop.OrderRecord.Payment;
import io.dragoman.api.shop.OrderRecord.Shipment;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An order as the JSON that {@code docs/shop.md} describes: the names of τ-bench's retail data. */
final class OrderTree {

    private OrderTree() {}

    static Map<String, Object> of(OrderRecord order) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("order_id", order.number());
        tree.put("user_id", order.customerId());
        tree.put("address", order.address().tree());
        tree.put("items", order.items().stream().map(OrderTree::of).toList());
        tree.put("fulfillments", order.shipments().stream().map(OrderTree::of).toList());
        tree.put("status", order.status().text());
        tree.put("payment_history", order.payments().stream().map(OrderTree::of).toList());
        order.outcome().ifPresent(outcome -> put(outcome, tree));
        put(order.extras(), tree);
        return tree;
    }

    private static Map<String, Object> of(Item item) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", item.name().en());
        tree.put("product_id", item.productId());
        tree.put("item_id", item.itemId());
        tree.put("price", item.price());
        tree.put("options", item.options());
        return tree;
    }

    private static Map<String, Object> of(Shipment shipment) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("tracking_id", shipment.trackingNumbers());
        tree.put("item_ids", shipment.itemIds());
        return tree;
    }

    private static Map<String, Object> of(Payment payment) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("transaction_type", payment.kind().name().toLowerCase(Locale.ROOT));
        tree.put("amount", payment.amount());
        tree.put("payment_method_id", payment.methodId());
        return tree;
    }

    private static void put(Outcome outcome, Map<String, Object> tree) {
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
    }

    private static void put(Extras extras, Map<String, Object> tree) {
        extras.placedAt().ifPresent(at -> tree.put("placed_at", at.toString()));
        extras.deliveredAt().ifPresent(at -> tree.put("delivered_at", at.toString()));
        extras.hurriedAt().ifPresent(at -> tree.put("hurried_at", at.toString()));
        extras.invoice().ifPresent(wanted -> tree.put("invoice", of(wanted)));
    }

    private static Map<String, Object> of(Invoice invoice) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("title", invoice.title());
        invoice.taxNumber().ifPresent(number -> tree.put("tax_number", number));
        return tree;
    }
}
