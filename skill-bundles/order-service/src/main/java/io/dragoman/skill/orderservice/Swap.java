package io.dragoman.skill.orderservice;

import io.dragoman.api.shop.OrderRecord.Item;
import io.dragoman.api.shop.ProductType.Variant;
import java.util.List;
import java.util.Map;

/** Which pieces of an order are to become which variants of their products. */
record Swap(List<Item> pieces, Map<Item, Variant> variants) {

    List<String> oldIds() {
        return pieces.stream().map(Item::itemId).toList();
    }

    List<String> newIds() {
        return pieces.stream().map(piece -> variants.get(piece).itemId()).toList();
    }

    /** The pieces as they will be. */
    List<Item> instead() {
        return pieces.stream().map(piece -> as(piece, variants.get(piece))).toList();
    }

    private static Item as(Item piece, Variant variant) {
        return new Item(
                piece.name(),
                piece.productId(),
                variant.itemId(),
                variant.price(),
                variant.options());
    }
}
