package io.dragoman.skill.coupon;

import io.dragoman.api.rules.PricingRules.Offer;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a cart costs, and how it comes to that. Exact, to two decimals. Immutable.
 *
 * @param total before discounts
 * @param steps the discounts in the order they are applied
 * @param toPay after discounts; never below 0
 */
record Price(BigDecimal total, List<Step> steps, BigDecimal toPay) {
    Price {
        steps = List.copyOf(steps);
    }

    /** One discount: what it took off, and what was left. */
    record Step(Offer offer, BigDecimal saving, BigDecimal left) {}

    /** What all discounts together take off. */
    BigDecimal saving() {
        return total.subtract(toPay);
    }

    /** Cheaper is better; at the same price, fewer discounts, then fewer coupons used up. */
    boolean isBetterThan(Price other) {
        int byPrice = toPay.compareTo(other.toPay);
        if (byPrice != 0) {
            return byPrice < 0;
        }
        return steps.size() != other.steps.size()
                ? steps.size() < other.steps.size()
                : coupons() < other.coupons();
    }

    /** How many coupons it uses up. */
    long coupons() {
        return steps.stream().filter(step -> !step.offer().coupon().isEmpty()).count();
    }
}
