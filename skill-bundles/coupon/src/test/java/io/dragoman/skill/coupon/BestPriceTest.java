package io.dragoman.skill.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.rules.PricingRules.Exclusion;
import io.dragoman.api.rules.PricingRules.Kind;
import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.rules.PricingRules.Offers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BestPriceTest {

    private static Offer offer(Kind kind, String value, String threshold, String group, int order) {
        return new Offer(
                group + "-" + kind + value,
                "优惠",
                "offer",
                kind,
                new BigDecimal(value),
                new BigDecimal(threshold),
                group,
                order,
                "");
    }

    private static Price price(String total, Offers offers) {
        return BestPrice.of(new BigDecimal(total), offers);
    }

    private static Offers offers(Offer... offers) {
        return new Offers(List.of(offers), List.of(), "v1");
    }

    @Test
    void takesTheFullReductionOnlyFromItsThresholdOn() {
        var full = offers(offer(Kind.AMOUNT, "40", "300", "full", 10));
        assertThat(price("299.99", full).toPay()).isEqualByComparingTo("299.99");
        assertThat(price("300", full).toPay()).isEqualByComparingTo("260");
    }

    @Test
    void takesEachFullReductionOncePerFullAmount() {
        var each = offers(offer(Kind.EACH_FULL, "30", "200", "each", 10));
        assertThat(price("399.99", each).toPay()).isEqualByComparingTo("369.99");
        assertThat(price("600", each).toPay()).isEqualByComparingTo("510");
    }

    @Test
    void roundsAPercentageHalfUpToCents() {
        var percent = offers(offer(Kind.PERCENT, "5", "0", "member", 20));
        assertThat(price("10.10", percent).steps().getFirst().saving())
                .isEqualByComparingTo("0.51");
        assertThat(price("10.10", percent).toPay()).isEqualByComparingTo("9.59");
    }

    @Test
    void appliesDiscountsInTheirOrderToTheRunningTotal() {
        var price =
                price(
                        "300",
                        offers(
                                offer(Kind.PERCENT, "10", "0", "member", 20),
                                offer(Kind.AMOUNT, "40", "300", "full", 10)));
        assertThat(price.steps())
                .extracting(Price.Step::left)
                .containsExactly(new BigDecimal("260.00"), new BigDecimal("234.00"));
    }

    @Test
    void leavesAnEarlyDiscountOutWhenALaterOneIsWorthMoreWithoutIt() {
        var price =
                price(
                        "300",
                        offers(
                                offer(Kind.AMOUNT, "5", "0", "small", 10),
                                offer(Kind.AMOUNT, "40", "300", "full", 20)));
        assertThat(price.toPay()).isEqualByComparingTo("260");
        assertThat(price.steps()).hasSize(1);
    }

    @Test
    void doesNotCombineOffersOfOneGroupNorOfExcludedGroups() {
        var a = offer(Kind.AMOUNT, "40", "0", "full", 10);
        var b = offer(Kind.AMOUNT, "30", "0", "full", 11);
        var c = offer(Kind.AMOUNT, "50", "0", "coupon", 20);
        var both =
                new Offers(
                        List.of(a, b, c),
                        List.of(new Exclusion("no-stacking", "coupon", "full")),
                        "v1");
        assertThat(price("100", offers(a, b)).toPay()).isEqualByComparingTo("60");
        assertThat(price("100", both).toPay()).isEqualByComparingTo("50");
    }

    @Test
    void usesACouponOnlyOnce() {
        var first =
                new Offer(
                        "r1",
                        "券",
                        "coupon",
                        Kind.AMOUNT,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        "g1",
                        1,
                        "NEW10-1");
        var second =
                new Offer(
                        "r2",
                        "券",
                        "coupon",
                        Kind.AMOUNT,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        "g2",
                        2,
                        "NEW10-1");
        assertThat(price("100", offers(first, second)).toPay()).isEqualByComparingTo("90");
    }

    @Test
    void savesTheCouponWhenItBringsNothing() {
        var free = offer(Kind.AMOUNT, "50", "0", "full", 1);
        var coupon =
                new Offer(
                        "r",
                        "券",
                        "coupon",
                        Kind.AMOUNT,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        "c",
                        0,
                        "C1");
        assertThat(price("50", offers(coupon, free)).steps())
                .extracting(step -> step.offer().coupon())
                .containsExactly("");
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isNeverWorseThanAnyCombinationAndNeverBelowZero(long seed) {
        var random = new Random(seed);
        var all = random(random);
        var total = new BigDecimal(random.nextInt(100_000)).movePointLeft(2);
        var best = BestPrice.of(total, all);
        assertThat(best.toPay()).isBetween(BigDecimal.ZERO, total);
        assertThat(best.toPay()).isEqualByComparingTo(cheapestOfAll(total, all));
        assertThat(best.saving()).isEqualByComparingTo(sum(best));
        for (Offer single : all.offers()) {
            assertThat(best.toPay())
                    .isLessThanOrEqualTo(total.subtract(BestPrice.saving(single, total)));
        }
    }

    private static BigDecimal sum(Price price) {
        return price.steps().stream()
                .map(Price.Step::saving)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Offers random(Random random) {
        var offers = new ArrayList<Offer>();
        int count = random.nextInt(9);
        for (int i = 0; i < count; i++) {
            offers.add(
                    new Offer(
                            "rule" + i,
                            "优惠" + i,
                            "offer " + i,
                            Kind.values()[random.nextInt(3)],
                            new BigDecimal(random.nextInt(12_000)).movePointLeft(2),
                            new BigDecimal(random.nextInt(6) * 100),
                            "g" + random.nextInt(5),
                            random.nextInt(4) * 10,
                            random.nextInt(3) == 0 ? "c" + random.nextInt(2) : ""));
        }
        var exclusions = new ArrayList<Exclusion>();
        for (int i = random.nextInt(3); i > 0; i--) {
            exclusions.add(new Exclusion("x", "g" + random.nextInt(5), "g" + random.nextInt(5)));
        }
        return new Offers(offers, exclusions, "v1");
    }

    /** Tries every subset, in the plainest way. */
    private static BigDecimal cheapestOfAll(BigDecimal total, Offers all) {
        var sorted =
                all.offers().stream()
                        .sorted(
                                Comparator.comparingInt(Offer::order)
                                        .thenComparing(Offer::rule)
                                        .thenComparing(Offer::coupon))
                        .toList();
        var cheapest = total;
        for (int bits = 0; bits < 1 << sorted.size(); bits++) {
            var chosen = new ArrayList<Offer>();
            for (int i = 0; i < sorted.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    chosen.add(sorted.get(i));
                }
            }
            if (allowed(chosen, all.exclusions())) {
                var left = total;
                for (Offer offer : chosen) {
                    left = left.subtract(BestPrice.saving(offer, left));
                }
                cheapest = cheapest.min(left);
            }
        }
        return cheapest;
    }

    private static boolean allowed(List<Offer> chosen, List<Exclusion> exclusions) {
        for (int i = 0; i < chosen.size(); i++) {
            for (int j = i + 1; j < chosen.size(); j++) {
                var a = chosen.get(i);
                var b = chosen.get(j);
                boolean excluded =
                        exclusions.stream()
                                .anyMatch(
                                        x ->
                                                x.groupA().equals(a.group())
                                                                && x.groupB().equals(b.group())
                                                        || x.groupA().equals(b.group())
                                                                && x.groupB().equals(a.group()));
                if (a.group().equals(b.group())
                        || !a.coupon().isEmpty() && a.coupon().equals(b.coupon())
                        || excluded) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void findsTheBestOfFortyOffersQuickly() {
        var offers = new ArrayList<Offer>();
        for (int i = 0; i < 40; i++) {
            offers.add(offer(Kind.AMOUNT, String.valueOf(1 + i % 7), "0", "g" + i % 10, i));
        }
        var start = System.nanoTime();
        var price = price("500", new Offers(offers, List.of(), "v1"));
        assertThat(price.toPay()).isLessThan(new BigDecimal("450"));
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }
}
