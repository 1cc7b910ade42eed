package io.dragoman.skill.coupon;

import io.dragoman.api.rules.PricingRules;
import io.dragoman.api.rules.PricingRules.Offers;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.shop.Coupon;
import io.dragoman.api.shop.Customer;
import io.dragoman.api.shop.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a customer brings along for a better price. Immutable. */
record Wallet(String tier, List<Coupon> coupons) {

    private static final String ANYONE = "anonymous";

    static Wallet of(Shop shop, Optional<String> customerId) {
        var tier = customerId.flatMap(shop::customer).map(Customer::tier).orElse(ANYONE);
        return new Wallet(tier, customerId.map(shop::couponsOf).orElse(List.of()));
    }

    /** What the rules offer for a cart. */
    Offers offers(PricingRules rules, Cart cart, Instant now) {
        return rules.offers(cart, tier, valid(now), now);
    }

    /** The coupons that can still be used. */
    List<Coupon> valid(Instant now) {
        return coupons.stream().filter(coupon -> coupon.validUntil().isAfter(now)).toList();
    }
}
