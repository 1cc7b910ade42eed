package io.dragoman.rules.drools;

import io.dragoman.api.rules.Pricing;
import io.dragoman.api.rules.PricingRules.Exclusion;
import io.dragoman.api.rules.PricingRules.Kind;
import io.dragoman.api.rules.PricingRules.Offer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The {@code pricing} of one firing: puts the name of the firing rule to each offer. */
final class OfferCollector extends Recorder implements Pricing {

    private final List<Offer> offers = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();

    OfferCollector(RuleBase base, long deadline) {
        super(base, deadline);
    }

    List<Offer> offers() {
        return offers;
    }

    List<Exclusion> exclusions() {
        return exclusions;
    }

    @Override
    public Pricing.Terms offer(String labelZh, String labelEn) {
        return new Wording(labelZh, labelEn);
    }

    @Override
    public void exclude(String groupA, String groupB) {
        exclusions.add(new Exclusion(current(), groupA, groupB));
    }

    /** An offer that is still being worded. */
    private final class Wording implements Pricing.Terms {

        private final String rule = current();
        private final String labelZh;
        private final String labelEn;
        private Kind kind;
        private BigDecimal value = BigDecimal.ZERO;
        private BigDecimal threshold = BigDecimal.ZERO;
        private String group;
        private int order = 100;
        private String coupon = "";

        Wording(String labelZh, String labelEn) {
            this.labelZh = labelZh;
            this.labelEn = labelEn;
            this.group = rule;
        }

        @Override
        public Pricing.Terms from(Number money) {
            threshold = exact(money);
            return this;
        }

        @Override
        public Pricing.Terms amount(Number money) {
            return worth(Kind.AMOUNT, money);
        }

        @Override
        public Pricing.Terms percent(Number percent) {
            return worth(Kind.PERCENT, percent);
        }

        @Override
        public Pricing.Terms eachFull(Number full, Number money) {
            threshold = exact(full);
            return worth(Kind.EACH_FULL, money);
        }

        private Pricing.Terms worth(Kind what, Number number) {
            if (kind != null) {
                throw new IllegalStateException(
                        "An offer takes one of amount, percent and eachFull, not two");
            }
            kind = what;
            value = exact(number);
            return this;
        }

        @Override
        public Pricing.Terms group(String name) {
            group = name;
            return this;
        }

        @Override
        public Pricing.Terms order(int place) {
            order = place;
            return this;
        }

        @Override
        public Pricing.Terms coupon(String code) {
            coupon = code;
            return this;
        }

        @Override
        public void add() {
            if (kind == null) {
                throw new IllegalStateException(
                        "An offer needs one of amount, percent and eachFull before add");
            }
            if (value.signum() < 0
                    || threshold.signum() < 0
                    || kind == Kind.EACH_FULL && threshold.signum() == 0
                    || kind == Kind.PERCENT && value.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalStateException(
                        "An offer of %s %s from %s makes no sense"
                                .formatted(kind, value, threshold));
            }
            offers.add(
                    new Offer(
                            rule, labelZh, labelEn, kind, value, threshold, group, order, coupon));
        }
    }

    private static BigDecimal exact(Number number) {
        return new BigDecimal(number.toString());
    }
}
