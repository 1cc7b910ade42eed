package io.dragoman.api.shop;

import java.math.BigDecimal;

/** A product; {@code price} is exact. */
public record Product(
        String sku,
        LocalText name,
        String category,
        BigDecimal price,
        String currency,
        int stock) {}
