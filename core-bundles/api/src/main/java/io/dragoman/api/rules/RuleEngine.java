package io.dragoman.api.rules;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs the rules in force. The same facts under the same rules give the same decisions.
 * Thread-safe.
 */
@ProviderType
public interface RuleEngine {

    /** When in a turn rules run; a rule belongs to a phase by its {@code ruleflow-group}. */
    enum Phase {
        /** Before anything else: may block. */
        GUARD,
        /** The rule stage of the ladder; the default of a rule. */
        ROUTE,
        /** After the answer is found: may tag, set priority, open tickets. */
        AFTER
    }

    /**
     * Decides.
     *
     * @param limit after which the engine gives up
     * @throws RuleLimitException when the rules loop or take too long; the file is quarantined if
     *     it does so again
     */
    Outcome decide(Phase phase, Collection<? extends Fact> facts, Duration limit);

    /** What the rules concluded, which of them fired in which order, and under which version. */
    record Outcome(List<Decision> decisions, List<Fired> fired, String version) {
        public Outcome {
            decisions = List.copyOf(decisions);
            fired = List.copyOf(fired);
        }
    }

    /** A rule that fired. */
    record Fired(String rule, String file) {}

    /** The rules in force and the last failure to load newer ones. */
    Status status();

    /**
     * Compiles a file together with all others without putting it into force.
     *
     * @return its errors; empty when it would load
     */
    List<Problem> check(String file, byte[] content);

    /**
     * The state of the rule folder.
     *
     * @param version hash over the files in force
     * @param loadedAt RFC 3339
     */
    record Status(String version, String loadedAt, List<File> files, List<Problem> problems) {
        public Status {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }
    }

    /** A rule file: how many rules it holds, and whether it was put aside for looping. */
    record File(String name, int rules, boolean quarantined) {}

    /** Why a file cannot be used. */
    record Problem(String file, Optional<Integer> line, Reason why) {

        /** A problem in the words of whoever found it. */
        public Problem(String file, Optional<Integer> line, String reason) {
            this(file, line, Reason.said(reason));
        }

        /** Why, in English. */
        public String reason() {
            return why.text();
        }
    }
}
