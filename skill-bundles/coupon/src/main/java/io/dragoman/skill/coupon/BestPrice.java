package io.dragoman.skill.coupon;

import io.dragoman.api.rules.PricingRules.Exclusion;
import io.dragoman.api.rules.PricingRules.Offer;
import io.dragoman.api.rules.PricingRules.Offers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Finds the cheapest combination of discounts by branch and bound: discounts are tried in the order
 * they are applied, each taken or left, and a branch is dropped as soon as even all the remaining
 * ones could not beat the best price found. The bound holds because what a discount takes off never
 * grows while the running total falls. Used once, by one thread.
 */
final class BestPrice {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final BigDecimal total;
    private final List<Offer> offers;
    private final List<Exclusion> exclusions;
    private final Deque<Price.Step> taken = new ArrayDeque<>();
    private Price best;

    private BestPrice(BigDecimal total, Offers all) {
        this.total = total.max(BigDecimal.ZERO).setScale(2, RoundingMode.HALF_UP);
        this.exclusions = all.exclusions();
        this.offers =
                all.offers().stream()
                        .sorted(
                                Comparator.comparingInt(Offer::order)
                                        .thenComparing(Offer::rule)
                                        .thenComparing(Offer::coupon))
                        .toList();
        this.best = new Price(this.total, List.of(), this.total);
    }

    /**
     * The best price of a cart.
     *
     * @throws CancellationException when the thread is interrupted meanwhile
     */
    static Price of(BigDecimal total, Offers offers) {
        var search = new BestPrice(total, offers);
        search.from(0, search.total);
        return search.best;
    }

    private void from(int next, BigDecimal running) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("The search for the best price was interrupted");
        }
        var here = new Price(total, new ArrayList<>(taken), running);
        if (here.isBetterThan(best)) {
            best = here;
        }
        if (next == offers.size() || isHopeless(here, next)) {
            return;
        }
        var offer = offers.get(next);
        var saving = saving(offer, running);
        if (saving.signum() > 0 && fits(offer)) {
            var left = running.subtract(saving);
            taken.addLast(new Price.Step(offer, saving, left));
            var hope = lowest(next + 1, left);
            taken.removeLast();
            // The more promising branch first, so that the other is often not needed at all.
            if (hope.compareTo(lowest(next + 1, running)) > 0) {
                from(next + 1, running);
                take(offer, saving, left, next);
                return;
            }
            take(offer, saving, left, next);
        }
        from(next + 1, running);
    }

    private void take(Offer offer, BigDecimal saving, BigDecimal left, int next) {
        taken.addLast(new Price.Step(offer, saving, left));
        from(next + 1, left);
        taken.removeLast();
    }

    /** Whether nothing from here on can be better than the best. */
    private boolean isHopeless(Price here, int next) {
        var most = mostOfEachGroup(next, here.toPay());
        var lowest = here.toPay().subtract(sum(most)).max(BigDecimal.ZERO);
        int byPrice = lowest.compareTo(best.toPay());
        if (byPrice != 0) {
            return byPrice > 0;
        }
        int steps = here.steps().size() + fewest(most, here.toPay().subtract(best.toPay()));
        int bestSteps = best.steps().size();
        return steps > bestSteps || steps == bestSteps && here.coupons() >= best.coupons();
    }

    /** A price that the remaining discounts cannot go below. */
    private BigDecimal lowest(int next, BigDecimal running) {
        return running.subtract(sum(mostOfEachGroup(next, running))).max(BigDecimal.ZERO);
    }

    private static BigDecimal sum(Collection<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** With how few of these amounts a reduction could be reached at best. */
    private static int fewest(Collection<BigDecimal> amounts, BigDecimal reduction) {
        int count = 0;
        var open = reduction;
        for (var amount : amounts.stream().sorted(Comparator.reverseOrder()).toList()) {
            if (open.signum() <= 0) {
                break;
            }
            open = open.subtract(amount);
            count++;
        }
        return count;
    }

    private Collection<BigDecimal> mostOfEachGroup(int next, BigDecimal running) {
        Map<String, BigDecimal> most = new HashMap<>();
        for (int i = next; i < offers.size(); i++) {
            var offer = offers.get(i);
            if (fits(offer)) {
                most.merge(
                        offer.group().isEmpty() ? "#" + i : offer.group(),
                        saving(offer, running),
                        BigDecimal::max);
            }
        }
        return most.values();
    }

    private boolean fits(Offer offer) {
        return taken.stream().map(Price.Step::offer).noneMatch(other -> clash(other, offer));
    }

    private boolean clash(Offer a, Offer b) {
        boolean sameCoupon = !a.coupon().isEmpty() && a.coupon().equals(b.coupon());
        boolean sameGroup = !a.group().isEmpty() && a.group().equals(b.group());
        return sameCoupon || sameGroup || exclusions.stream().anyMatch(e -> names(e, a, b));
    }

    private static boolean names(Exclusion exclusion, Offer a, Offer b) {
        return exclusion.groupA().equals(a.group()) && exclusion.groupB().equals(b.group())
                || exclusion.groupA().equals(b.group()) && exclusion.groupB().equals(a.group());
    }

    /** What a discount takes off a running total; 0 when the total does not reach its threshold. */
    static BigDecimal saving(Offer offer, BigDecimal running) {
        if (running.compareTo(offer.threshold()) < 0 || offer.value().signum() <= 0) {
            return BigDecimal.ZERO;
        }
        var saving =
                switch (offer.kind()) {
                    case AMOUNT -> offer.value();
                    case PERCENT -> running.multiply(offer.value()).divide(HUNDRED);
                    case EACH_FULL ->
                            offer.threshold().signum() <= 0
                                    ? BigDecimal.ZERO
                                    : running.divideToIntegralValue(offer.threshold())
                                            .multiply(offer.value());
                };
        return saving.setScale(2, RoundingMode.HALF_UP).min(running);
    }
}
