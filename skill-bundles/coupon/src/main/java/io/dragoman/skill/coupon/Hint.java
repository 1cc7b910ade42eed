package io.dragoman.skill.coupon;

import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.rules.PricingRules.Offers;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.LocalText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is worth adding: "20 more and you save another 40". Immutable.
 *
 * @param add how much has to be added to the cart
 * @param more how much more that saves
 */
record Hint(BigDecimal add, BigDecimal more) {

    private static final BigDecimal STEP = BigDecimal.TEN;
    private static final BigDecimal WORTHWHILE = new BigDecimal("0.5");

    /**
     * Looks for the smallest amount that brings back at least half of itself; a mere percentage of
     * what is added is no news.
     *
     * @param offers the pricing rules, asked anew for each larger cart
     * @param within the largest amount to suggest
     */
    static Optional<Hint> find(
            Cart cart, Price price, Function<Cart, Offers> offers, BigDecimal within) {
        for (BigDecimal add : amounts(price.total(), offers.apply(cart).offers(), within)) {
            var larger = with(cart, add);
            var more =
                    BestPrice.of(larger.total(), offers.apply(larger))
                            .saving()
                            .subtract(price.saving());
            if (more.compareTo(add.multiply(WORTHWHILE)) > 0) {
                return Optional.of(new Hint(add, more));
            }
        }
        return Optional.empty();
    }

    /**
     * Up to the next thresholds that are known, and to the next round totals for those that are
     * not.
     */
    private static TreeSet<BigDecimal> amounts(
            BigDecimal total, List<Offer> offers, BigDecimal within) {
        var amounts = new TreeSet<BigDecimal>();
        for (Offer offer : offers) {
            if (offer.threshold().signum() > 0) {
                var full = total.divideToIntegralValue(offer.threshold()).add(BigDecimal.ONE);
                amounts.add(full.multiply(offer.threshold()).subtract(total));
                amounts.add(offer.threshold().subtract(total));
            }
        }
        var round = total.divideToIntegralValue(STEP).add(BigDecimal.ONE).multiply(STEP);
        for (var t = round; t.subtract(total).compareTo(within) <= 0; t = t.add(STEP)) {
            amounts.add(t.subtract(total));
        }
        amounts.removeIf(amount -> amount.signum() <= 0 || amount.compareTo(within) > 0);
        return amounts;
    }

    private static Cart with(Cart cart, BigDecimal more) {
        var lines = new ArrayList<>(cart.lines());
        lines.add(new Cart.Line("", new LocalText("凑单商品", "Something more"), "", 1, more));
        return new Cart(lines, cart.currency());
    }
}
