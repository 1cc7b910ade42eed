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

    private static final BigDecimal WORTHWHILE = new BigDecimal("0.5");

    /**
     * Looks for the smallest amount that brings back more than half of itself; a mere percentage of
     * what is added is no news.
     *
     * @param offers the pricing rules, asked for larger carts
     * @param within the largest amount to suggest
     */
    static Optional<Hint> find(
            Cart cart, Price price, Function<Cart, Offers> offers, BigDecimal within) {
        if (within.signum() <= 0) {
            return Optional.empty();
        }
        // The largest cart shows every threshold on the way; rules are asked again only to confirm.
        var reachable = offers.apply(with(cart, within));
        for (BigDecimal add : amounts(price.total(), reachable.offers(), within)) {
            if (isWorthwhile(add, gain(cart, add, reachable, price))) {
                var confirmed = gain(cart, add, offers.apply(with(cart, add)), price);
                if (isWorthwhile(add, confirmed)) {
                    return Optional.of(new Hint(add, confirmed));
                }
            }
        }
        return Optional.empty();
    }

    private static BigDecimal gain(Cart cart, BigDecimal add, Offers offers, Price price) {
        return BestPrice.of(cart.total().add(add), offers).saving().subtract(price.saving());
    }

    private static boolean isWorthwhile(BigDecimal add, BigDecimal more) {
        return more.compareTo(add.multiply(WORTHWHILE)) > 0;
    }

    /** What is missing to the next time each threshold is reached. */
    private static TreeSet<BigDecimal> amounts(
            BigDecimal total, List<Offer> offers, BigDecimal within) {
        var amounts = new TreeSet<BigDecimal>();
        for (Offer offer : offers) {
            if (offer.threshold().signum() > 0) {
                var next = total.divideToIntegralValue(offer.threshold()).add(BigDecimal.ONE);
                amounts.add(next.multiply(offer.threshold()).subtract(total));
            }
        }
        amounts.removeIf(amount -> amount.compareTo(within) > 0);
        return amounts;
    }

    private static Cart with(Cart cart, BigDecimal more) {
        var lines = new ArrayList<>(cart.lines());
        lines.add(new Cart.Line("", new LocalText("凑单商品", "Something more"), "", 1, more));
        return new Cart(lines, cart.currency());
    }
}
