package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The groups that mean something here; each is compiled and fired on its own. */
enum RuleGroup {
    GUARD("guard", "decide"),
    ROUTE("route", "decide"),
    AFTER("after", "decide"),
    PRICING("pricing", "pricing");

    private final String ruleflowGroup;
    private final String global;

    RuleGroup(String ruleflowGroup, String global) {
        this.ruleflowGroup = ruleflowGroup;
        this.global = global;
    }

    /** The name through which the rules of this group speak. */
    String global() {
        return global;
    }

    /** A fresh object for the global of this group. */
    Recorder recorder(RuleBase base, long deadline, boolean chinese) {
        return this == PRICING
                ? new OfferCollector(base, deadline)
                : new DecisionCollector(base, deadline, chinese, ruleflowGroup);
    }

    static RuleGroup of(Phase phase) {
        return switch (phase) {
            case GUARD -> GUARD;
            case ROUTE -> ROUTE;
            case AFTER -> AFTER;
        };
    }

    /** The group of a rule; without an {@code ruleflow-group} it is {@link #ROUTE}. */
    static Optional<RuleGroup> named(String ruleflowGroup) {
        return ruleflowGroup.isEmpty() || ruleflowGroup.equals("MAIN")
                ? Optional.of(ROUTE)
                : Arrays.stream(values())
                        .filter(group -> group.ruleflowGroup.equals(ruleflowGroup))
                        .findFirst();
    }

    static String names() {
        return Arrays.stream(values())
                .map(group -> group.ruleflowGroup)
                .collect(Collectors.joining(", "));
    }
}
