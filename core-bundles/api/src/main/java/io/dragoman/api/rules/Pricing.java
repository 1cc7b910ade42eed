package io.dragoman.api.rules;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The global {@code pricing} of a rule file: price rules ({@code ruleflow-group "pricing"}) say
 * through it which discounts a cart could have. Lives for one firing of the rules and is used by
 * one thread.
 */
@ProviderType
public interface Pricing {

    /** Begins an offer; it counts when {@link Terms#add()} ends it. */
    Terms offer(String labelZh, String labelEn);

    /** The two groups must not be combined in one price. */
    void exclude(String groupA, String groupB);

    /**
     * An offer as a rule words it, for example {@code pricing.offer("满300减40", "40 off
     * 300").from(300).amount(40).group("full").order(10).add()}. Needs exactly one of {@link
     * #amount}, {@link #percent} and {@link #eachFull}. Money is exact: numbers are read as their
     * decimal text.
     */
    @ProviderType
    interface Terms {

        /** The running total it needs. */
        Terms from(Number threshold);

        /** Takes money off. */
        Terms amount(Number money);

        /** Takes percent off: 5 makes 100 to 95. */
        Terms percent(Number percent);

        /** Takes {@code money} off for each full {@code threshold}. */
        Terms eachFull(Number threshold, Number money);

        /** Offers of one group exclude each other; without, an offer is a group of its own. */
        Terms group(String group);

        /** Lower ones are applied first; 100 when not set. */
        Terms order(int order);

        /** The code of the coupon it uses up. */
        Terms coupon(String code);

        /**
         * Makes the offer.
         *
         * @throws IllegalStateException when it says not what it is worth, or twice
         */
        void add();
    }
}
