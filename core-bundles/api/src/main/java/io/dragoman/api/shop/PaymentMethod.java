package io.dragoman.api.shop;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A way to pay that a customer has on file.
 *
 * @param id unique for the customer; the id of a gift card begins with its source
 * @param source for example {@code gift_card}, {@code credit_card}, {@code paypal}, {@code alipay}
 * @param balance what is left on a gift card, exact; empty for all others
 * @param details what else is known and may be shown, such as {@code brand} and {@code last_four}
 */
public record PaymentMethod(
        String id, String source, Optional<BigDecimal> balance, Map<String, String> details) {

    /** The source of gift cards, the only method that is charged and refunded at once. */
    public static final String GIFT_CARD = "gift_card";

    public PaymentMethod {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Whether it has a balance that a payment must not exceed. */
    public boolean isGiftCard() {
        return GIFT_CARD.equals(source);
    }

    /** The same card with another balance. */
    public PaymentMethod withBalance(BigDecimal now) {
        return new PaymentMethod(id, source, Optional.of(now), details);
    }

    /** The JSON form that {@code docs/shop.md} describes. */
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("source", source);
        balance.ifPresent(amount -> tree.put("balance", amount));
        tree.putAll(details);
        tree.put("id", id);
        return tree;
    }
}
