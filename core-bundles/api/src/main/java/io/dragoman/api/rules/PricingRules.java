package io.dragoman.api.rules;

import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The price rules that analysts keep in the rule folder: which discounts a cart could have, and
 * which of them may be combined. Finding the best combination is the caller's work. Thread-safe.
 */
@ProviderType
public interface PricingRules {

    /**
     * All discounts the rules find for a cart; order of application is {@code Offer.order}. Coupons
     * past their date are left out.
     *
     * @throws RuleLimitException when the rules loop or take too long
     */
    Offers offers(Cart cart, String tier, List<Coupon> coupons, Instant now);

    /** Discounts and the pairs of groups that must not be combined. */
    record Offers(List<Offer> offers, List<Exclusion> exclusions, String version) {
        public Offers {
            offers = List.copyOf(offers);
            exclusions = List.copyOf(exclusions);
        }
    }

    /** What a discount does to the running total. */
    enum Kind {
        /** Takes {@code value} off. */
        AMOUNT,
        /** Takes {@code value} percent off. */
        PERCENT,
        /** Takes {@code value} off for each full {@code threshold} (每满减). */
        EACH_FULL
    }

    /**
     * One discount.
     *
     * @param rule the rule that offers it
     * @param labelZh what the customer reads in Chinese
     * @param labelEn what the customer reads in English
     * @param value money or percent, exact
     * @param threshold the running total it needs; 0 for none
     * @param group discounts of one group exclude each other
     * @param order lower ones are applied first
     * @param coupon the coupon code it uses up; empty for none
     */
    record Offer(
            String rule,
            String labelZh,
            String labelEn,
            Kind kind,
            BigDecimal value,
            BigDecimal threshold,
            String group,
            int order,
            String coupon) {}

    /** Two groups that must not be combined, and the rule that says so. */
    record Exclusion(String rule, String groupA, String groupB) {}
}
