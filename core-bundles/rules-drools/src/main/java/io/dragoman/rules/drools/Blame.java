package io.dragoman.rules.drools;

import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleLimitException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whose fault it was and puts the file aside: when rules take too long again with the
 * same facts and more time, or when they loop or throw twice within ten minutes. Thread-safe.
 */
final class Blame {

    private static final Logger LOG = LoggerFactory.getLogger(Blame.class);

    private static final Pattern RULE = Pattern.compile("[Rr]ule \"([^\"]+)\"");
    private static final Duration TRIAL = Duration.ofSeconds(2);
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final RuleBook book;
    private final RuleCompiler compiler;
    private final Firing firing;
    private final Supplier<List<RuleSource>> folder;

    /** When files misbehaved last. Once in a while may be the machine's fault and not theirs. */
    private final Map<Strike, Long> strikes = new ConcurrentHashMap<>();

    private final Set<String> trials = ConcurrentHashMap.newKeySet();

    private record Strike(String version, String file) {}

    Blame(RuleBook book, RuleCompiler compiler, Firing firing, Supplier<List<RuleSource>> folder) {
        this.book = book;
        this.compiler = compiler;
        this.firing = firing;
        this.folder = folder;
    }

    /** Rules went over a bound; what the caller is to be told. */
    RuleLimitException exceeded(
            RuleSet set,
            RuleBase base,
            RuleGroup group,
            Firing.Exceeded failure,
            Collection<?> facts) {
        String file = base.file(failure.rule());
        String what = what(failure);
        switch (failure.bound()) {
            case COUNT -> {
                if (secondTime(set, file)) {
                    later(() -> putAside(set, file, what), file);
                }
            }
            case TIME, THREAD -> later(() -> tryAgain(set, base, group, facts), set.version());
        }
        return new RuleLimitException(file.isEmpty() ? what : what + " (" + file + ")");
    }

    private static String what(Firing.Exceeded failure) {
        String who = failure.rule().isEmpty() ? "A condition" : "Rule \"" + failure.rule() + "\"";
        return who + " " + failure.getMessage();
    }

    /** The machine may have been busy; rules are at fault only if they do it again, with ease. */
    private void tryAgain(RuleSet set, RuleBase base, RuleGroup group, Collection<?> facts) {
        Recorder recorder = group.recorder(base, System.nanoTime() + TRIAL.toNanos(), true);
        try {
            firing.fire(base, group, recorder, facts, TRIAL);
            LOG.info("Rules were slow once and are not when tried again");
        } catch (Firing.Exceeded again) {
            String file = base.file(again.rule());
            if (file.isEmpty()) {
                findStuck(set, group, facts);
            } else {
                putAside(set, file, what(again));
            }
        } catch (RuntimeException otherTrouble) {
            LOG.info("Rules that were slow cannot be tried again: {}", otherTrouble.toString());
        }
    }

    private void putAside(RuleSet set, String file, String why) {
        book.putAside(
                file,
                set.hash(file),
                Reason.of("rule-put-aside", "{cause}; put aside until it is edited", "cause", why),
                folder.get());
    }

    /** A condition threw; the rule's name is in the message, if anywhere. */
    IllegalStateException threw(RuleSet set, RuleBase base, RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher matcher = RULE.matcher(message);
        String rule = matcher.find() ? matcher.group(1) : "";
        String file = base.file(rule);
        String what = "A condition of rule \"" + rule + "\" failed";
        if (!file.isEmpty() && secondTime(set, file)) {
            String why = what + ": " + root(failure);
            later(() -> putAside(set, file, why), file);
        }
        return new IllegalStateException(what + " (" + file + ")", failure);
    }

    private boolean secondTime(RuleSet set, String file) {
        long now = System.nanoTime();
        strikes.values().removeIf(then -> now - then > MEMORY.toNanos());
        return !file.isEmpty() && strikes.put(new Strike(set.version(), file), now) != null;
    }

    /** Off the caller's thread, and only once at a time for the same matter. */
    private void later(Runnable work, String matter) {
        if (trials.add(matter)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("rules-blame")
                    .start(
                            () -> {
                                try {
                                    work.run();
                                } finally {
                                    trials.remove(matter);
                                }
                            });
        }
    }

    /** A condition hangs and does not say whose it is: each file is tried alone. */
    private void findStuck(RuleSet set, RuleGroup group, Collection<?> facts) {
        for (RuleSource source : book.goodFiles()) {
            if (source.kind() == RuleSource.Kind.DSL) {
                continue;
            }
            RuleBase base =
                    compiler.compile(book.withPhrases(source), file -> true).bases().get(group);
            if (base != null && !base.plain() && hangs(base, group, facts)) {
                putAside(set, source.name(), "A condition did not end");
                return;
            }
        }
        LOG.warn("A condition did not end in time, but each file alone does");
    }

    private boolean hangs(RuleBase base, RuleGroup group, Collection<?> facts) {
        Recorder recorder = group.recorder(base, System.nanoTime() + TRIAL.toNanos(), true);
        try {
            firing.fire(base, group, recorder, facts, TRIAL);
            return false;
        } catch (Firing.Exceeded exceeded) {
            return exceeded.bound() != Firing.Bound.COUNT;
        } catch (RuntimeException otherTrouble) {
            return false;
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
