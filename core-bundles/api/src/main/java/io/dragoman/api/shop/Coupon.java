package io.dragoman.api.shop;

import java.time.Instant;

/**
 * A coupon in a customer's wallet. What it is worth is decided by the pricing rules, which match on
 * {@code type}.
 *
 * @param code the customer's own code
 * @param type the campaign, for example {@code NEW10}
 */
public record Coupon(String code, String type, LocalText title, Instant validUntil) {}
