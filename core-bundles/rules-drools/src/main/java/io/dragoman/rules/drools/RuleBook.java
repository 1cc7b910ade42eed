package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine.File;
import io.dragoman.api.rules.RuleEngine.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules in force. A file that cannot be used is replaced by its last good version, or
 * left out when it never had one; all other files are taken as they are. Files put aside for
 * looping stay out until they are edited. Thread-safe; readers never wait.
 */
final class RuleBook {

    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    private final BoundedCompiler compiler;
    private final Clock clock;
    private final BiConsumer<RuleSet, RuleSet> rehearsal;

    private final CountDownLatch loaded = new CountDownLatch(1);
    private volatile RuleSet inForce = RuleSet.empty();

    /**
     * The files whose rules are in force; replaced, never changed. Guarded by this, as all below.
     */
    private Map<String, RuleSource> good = new TreeMap<>();

    /** The folder as last read, by name and hash. */
    private Map<String, String> seen = Map.of();

    private final Quarantine quarantine = new Quarantine();

    /**
     * @param rehearsal is given the rules in force and the new ones before these come into force
     */
    RuleBook(BoundedCompiler compiler, Clock clock, BiConsumer<RuleSet, RuleSet> rehearsal) {
        this.compiler = compiler;
        this.clock = clock;
        this.rehearsal = rehearsal;
    }

    RuleSet inForce() {
        return inForce;
    }

    /** The files whose rules are in force. */
    synchronized List<RuleSource> goodFiles() {
        return List.copyOf(good.values());
    }

    /** A file and what it needs to be compiled alone. */
    synchronized List<RuleSource> withPhrases(RuleSource source) {
        List<RuleSource> sources = new ArrayList<>();
        good.values().stream()
                .filter(other -> other.kind() == RuleSource.Kind.DSL)
                .forEach(sources::add);
        sources.add(source);
        return sources;
    }

    /** Waits for the first loading; whether it is over. */
    boolean ready(Duration patience) throws InterruptedException {
        return loaded.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes the folder as it is now; does nothing when no content has changed. */
    synchronized void load(List<RuleSource> folder) {
        Map<String, String> hashes = new TreeMap<>();
        folder.forEach(source -> hashes.put(source.name(), source.hash()));
        if (!hashes.equals(seen) || loaded.getCount() > 0) {
            reload(folder);
            seen = hashes;
            loaded.countDown();
        }
    }

    /** Puts a file aside until it is edited, unless it has been edited meanwhile. */
    synchronized void putAside(String file, String hash, Reason why, List<RuleSource> folder) {
        RuleSource source = good.get(file);
        if (source == null || !source.hash().equals(hash) || quarantine.holds(source)) {
            return;
        }
        LOG.warn("{} is put aside until it is edited: {}", file, why);
        quarantine.add(source, why);
        reload(folder);
    }

    /** Compiles everything again, for instance because classes that rules use have changed. */
    synchronized void reload(List<RuleSource> folder) {
        long begin = System.nanoTime();
        quarantine.forgetEdited(folder);
        Set<Problem> problems = new LinkedHashSet<>(quarantine.problems());
        Map<String, RuleSource> candidates = new TreeMap<>();
        folder.stream()
                .filter(source -> !quarantine.holds(source))
                .forEach(source -> candidates.put(source.name(), source));
        Optional<Compiled> compiled = settle(candidates, problems);
        if (compiled.isPresent()) {
            good = candidates;
        }
        RuleSet next = ruleSet(compiled, folder, problems);
        rehearsal.accept(inForce, next);
        inForce = next;
        report(begin);
    }

    /** Compiles, each time with less of what is in the way; empty when nothing helps. */
    private Optional<Compiled> settle(Map<String, RuleSource> candidates, Set<Problem> problems) {
        for (int round = 0; round <= 2 * candidates.size() + 1; round++) {
            Compiled compiled = compiler.compile(candidates.values(), good);
            if (compiled.usable()) {
                return Optional.of(compiled);
            }
            Set<String> culprits = new LinkedHashSet<>();
            for (Problem problem : compiled.problems()) {
                problems.add(problem);
                if (candidates.containsKey(problem.file())) {
                    culprits.add(problem.file());
                }
            }
            if (culprits.isEmpty()) {
                return Optional.empty();
            }
            culprits.forEach(file -> stepBack(file, candidates));
        }
        return Optional.empty();
    }

    private void stepBack(String file, Map<String, RuleSource> candidates) {
        RuleSource last = good.get(file);
        if (last == null || last.equals(candidates.get(file)) || quarantine.holds(last)) {
            candidates.remove(file);
        } else {
            candidates.put(file, last);
        }
    }

    /** What would be in the way if a file had this content, or were gone. Changes nothing. */
    List<Problem> check(String name, Optional<RuleSource> content) {
        Map<String, RuleSource> before;
        synchronized (this) {
            before = good;
        }
        Map<String, RuleSource> candidates = new TreeMap<>(before);
        candidates.remove(name);
        content.ifPresent(source -> candidates.put(name, source));
        return compiler.compile(candidates.values(), before).problems();
    }

    private RuleSet ruleSet(
            Optional<Compiled> compiled, List<RuleSource> folder, Set<Problem> problems) {
        Map<String, Integer> counts = new HashMap<>();
        RuleSet before = inForce;
        before.files().forEach(file -> counts.put(file.name(), file.rules()));
        compiled.ifPresent(
                fresh -> {
                    counts.clear();
                    counts.putAll(fresh.ruleCounts());
                });
        Map<String, String> hashes = new HashMap<>();
        good.forEach((name, source) -> hashes.put(name, source.hash()));
        List<File> files = new ArrayList<>();
        for (RuleSource source : folder) {
            files.add(
                    new File(
                            source.name(),
                            counts.getOrDefault(source.name(), 0),
                            quarantine.names(source.name())));
        }
        return new RuleSet(
                RuleSource.hash(good.values()),
                compiled.isPresent() ? clock.instant() : before.loadedAt(),
                compiled.map(Compiled::bases).orElse(before.bases()),
                hashes,
                files,
                List.copyOf(problems));
    }

    private void report(long begin) {
        RuleSet now = inForce;
        LOG.info(
                "Rules in force: {} of {} files, version {}, {} ms",
                good.size(),
                now.files().size(),
                now.version(),
                (System.nanoTime() - begin) / 1_000_000);
        for (Problem problem : now.problems()) {
            LOG.warn(
                    "{}{}: {}",
                    problem.file(),
                    problem.line().map(line -> ":" + line).orElse(""),
                    problem.reason());
        }
    }
}
