package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiles rule files and comes back whatever they hold: a compiler that does not end or breaks
 * down is a problem of theirs, as a mistake in them is. Thread-safe.
 */
final class BoundedCompiler {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedCompiler.class);

    /** So many times the usual limit has the first compilation. */
    private static final int FIRST_TIME = 10;

    private final RuleCompiler compiler;
    private final Workers workers;
    private final Duration limit;

    /**
     * @param limit for one compilation of all files
     */
    BoundedCompiler(RuleCompiler compiler, Workers workers, Duration limit) {
        this.compiler = compiler;
        this.workers = workers;
        this.limit = limit;
    }

    /**
     * Compiles files together.
     *
     * @param before the files in force, by name; of two that contradict each other the one that is
     *     not among them is at fault
     */
    Compiled compile(Collection<RuleSource> sources, Map<String, RuleSource> before) {
        List<RuleSource> ordered = List.copyOf(sources);
        // Where nothing is in force yet there is nothing to fall back on, and the process is cold.
        Duration patience = before.isEmpty() ? limit.multipliedBy(FIRST_TIME) : limit;
        Predicate<String> settled =
                file -> before.containsKey(file) && ordered.contains(before.get(file));
        try {
            return compile(ordered, settled, patience);
        } catch (RuntimeException e) {
            LOG.warn("The rule compiler failed", e);
            return Compiled.failed(culprits(ordered, patience, e));
        }
    }

    private Compiled compile(
            List<RuleSource> sources, Predicate<String> settled, Duration patience) {
        AtomicReference<Compiled> result = new AtomicReference<>();
        Workers.End end =
                workers.run(() -> result.set(compiler.compile(sources, settled)), patience);
        return end == Workers.End.DONE
                ? result.get()
                : Compiled.failed(
                        List.of(
                                new Problem(
                                        RuleFolder.ALL_FILES,
                                        Optional.empty(),
                                        Reason.of(
                                                "rule-slow",
                                                "Compiling took longer than {seconds} s; the rules"
                                                        + " from before stay in force",
                                                "seconds",
                                                patience.toSeconds()))));
    }

    /** The compiler broke down instead of complaining: each file is tried alone. */
    private List<Problem> culprits(
            List<RuleSource> sources, Duration patience, RuntimeException failure) {
        List<Problem> problems = new ArrayList<>();
        for (RuleSource source : sources) {
            try {
                compile(List.of(source), file -> true, patience);
            } catch (RuntimeException e) {
                problems.add(Reasons.of(source.name(), e));
            }
        }
        return problems.isEmpty() ? List.of(Reasons.of(RuleFolder.ALL_FILES, failure)) : problems;
    }
}
