package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.util.List;

/** What a customer is about to buy. Prices are exact. */
public record Cart(List<Line> lines, String currency) {
    public Cart {
        lines = List.copyOf(lines);
    }

    /** One position of a cart. */
    public record Line(
            String sku, LocalText name, String category, int quantity, BigDecimal unitPrice) {

        /** Quantity times unit price. */
        public BigDecimal amount() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    /** The sum of all lines, before any discount. */
    public BigDecimal total() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
