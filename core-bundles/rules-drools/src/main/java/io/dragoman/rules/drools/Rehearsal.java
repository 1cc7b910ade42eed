package io.dragoman.rules.drools;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.Shopper;
import io.dragoman.api.shop.Cart;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires new rules once before they come into force, so that no customer waits for what Drools does
 * at a first firing. What they decide goes nowhere. Thread-safe.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration LIMIT = Duration.ofMillis(300);

    private static final Fact.Clock CLOCK =
            new Fact.Clock(LocalDate.of(2026, 1, 1), LocalTime.NOON, 4, 12);

    private static final List<Fact> TURN =
            List.of(
                    new Fact.Message("rehearsal", "en", "", 0, "text"),
                    new Fact.Customer("", "", "regular", false, Set.of()),
                    new Fact.Conversation(
                            "rehearsal", "demo", "web", "bot", 0, 0, 0, 0, 1000, Set.of()),
                    CLOCK,
                    new Fact.Desk("service", 1, 0, true),
                    new Fact.Cart(BigDecimal.TEN, 1, "CNY"));

    private static final List<Object> PRICE =
            List.of(new Cart(List.of(), "CNY"), new Shopper("regular"), CLOCK);

    private final Firing firing;

    Rehearsal(Firing firing) {
        this.firing = firing;
    }

    /** Fires what is new in the next version. */
    void of(RuleSet before, RuleSet next) {
        next.bases()
                .forEach(
                        (group, base) -> {
                            if (!base.equals(before.bases().get(group))) {
                                fire(group, base);
                            }
                        });
    }

    private void fire(RuleGroup group, RuleBase base) {
        List<?> facts = group == RuleGroup.PRICING ? PRICE : TURN;
        Recorder recorder = group.recorder(base, System.nanoTime() + LIMIT.toNanos(), true);
        try {
            firing.fire(base, group, recorder, facts, LIMIT);
        } catch (RuntimeException e) {
            LOG.info("The rehearsal of group {} ended early: {}", group, e.toString());
        }
    }
}
