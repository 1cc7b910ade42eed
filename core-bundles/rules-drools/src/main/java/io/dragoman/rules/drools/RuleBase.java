package io.dragoman.rules.drools;

import java.util.Map;
import java.util.Set;
import org.kie.api.KieBase;

/**
 * The compiled rules of one group. Immutable and thread-safe.
 *
 * @param plain whether all of them may be fired on the caller's thread
 * @param fileOf where each rule stands
 * @param globals the names through which its rules speak
 */
record RuleBase(KieBase rules, boolean plain, Map<String, String> fileOf, Set<String> globals) {
    RuleBase {
        fileOf = Map.copyOf(fileOf);
        globals = Set.copyOf(globals);
    }

    /** Whether some file declares the global. */
    boolean hears(String global) {
        return globals.contains(global);
    }

    String file(String rule) {
        return fileOf.getOrDefault(rule, "");
    }
}
