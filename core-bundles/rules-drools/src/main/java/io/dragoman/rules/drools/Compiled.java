package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Problem;
import java.util.List;
import java.util.Map;

/**
 * What came of compiling some files: rules by group, or what is in the way.
 *
 * @param ruleCounts number of rules in each file
 */
record Compiled(
        Map<RuleGroup, RuleBase> bases, Map<String, Integer> ruleCounts, List<Problem> problems) {
    Compiled {
        bases = Map.copyOf(bases);
        ruleCounts = Map.copyOf(ruleCounts);
        problems = List.copyOf(problems);
    }

    boolean usable() {
        return problems.isEmpty();
    }

    static Compiled failed(List<Problem> problems) {
        return new Compiled(Map.of(), Map.of(), problems);
    }
}
