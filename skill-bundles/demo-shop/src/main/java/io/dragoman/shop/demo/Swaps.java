package io.dragoman.shop.demo;

import io.dragoman.api.shop.OrderRecord;
import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.ProductType.Variant;
import io.dragoman.api.shop.Verdict.Reason;
import io.dragoman.shop.demo.Clerk.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Items of an order that are to become others of the same product. */
record Swaps(Shelf shelf, OrderRecord order, List<String> itemIds, List<String> newItemIds) {

    /** Whether the order holds each item as often as it is named; the message says which not. */
    static Optional<String> missing(OrderRecord order, List<String> itemIds) {
        var held = order.items().stream().map(Item::itemId).toList();
        return itemIds.stream()
                .filter(id -> Collections.frequency(itemIds, id) > Collections.frequency(held, id))
                .findFirst();
    }

    /** Checks everything but the payment, and answers the difference in price as it is booked. */
    BigDecimal check() throws Refusal {
        var missing = missing(order, itemIds);
        if (missing.isPresent()) {
            throw new Refusal(Reason.ITEM_UNKNOWN, missing.get() + " not found");
        }
        if (itemIds.size() != newItemIds.size()) {
            throw new Refusal(
                    Reason.COUNTS_DIFFER, "the number of items to be exchanged should match");
        }
        var before = new ArrayList<BigDecimal>();
        var after = new ArrayList<BigDecimal>();
        for (int i = 0; i < itemIds.size(); i++) {
            var item = order.items().get(first(order.items(), itemIds.get(i)));
            before.add(item.price());
            after.add(variant(item, newItemIds.get(i)).price());
        }
        return shelf.book().ledger().difference(before, after);
    }

    private Variant variant(Item item, String newItemId) throws Refusal {
        return shelf.product(item.productId())
                .flatMap(product -> product.variant(newItemId))
                .filter(Variant::available)
                .orElseThrow(
                        () ->
                                new Refusal(
                                        Reason.NEW_ITEM_UNAVAILABLE,
                                        "new item " + newItemId + " not found or available"));
    }

    private static int first(List<Item> items, String itemId) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).itemId().equals(itemId)) {
                return i;
            }
        }
        throw new IllegalStateException("The order has lost its item " + itemId);
    }

    /**
     * The items afterwards; one by one, so that a new item may be replaced again by a later swap.
     */
    List<Item> items() throws Refusal {
        var items = new ArrayList<>(order.items());
        for (int i = 0; i < itemIds.size(); i++) {
            int at = first(items, itemIds.get(i));
            var old = items.get(at);
            var variant = variant(old, newItemIds.get(i));
            items.set(
                    at,
                    new Item(
                            old.name(),
                            old.productId(),
                            variant.itemId(),
                            variant.price(),
                            variant.options()));
        }
        return items;
    }
}
