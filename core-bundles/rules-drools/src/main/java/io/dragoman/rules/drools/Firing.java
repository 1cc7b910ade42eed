package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Fired;
import io.dragoman.api.rules.RuleLimitException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.kie.api.runtime.KieSession;

/**
 * Fires the rules of one base over facts, within bounds: so many firings, so much time. Rules that
 * surely end in time fire on the caller's thread, others on a thread that can be given up.
 * Thread-safe.
 */
final class Firing {

    /** What was reached. */
    enum Bound {
        /** Rules fired too often. */
        COUNT,
        /** Time was up, or too much memory was taken. */
        TIME,
        /** Time was up, and the thread does not come back. */
        THREAD
    }

    /** A bound was reached. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String rule;
        private final Bound bound;

        Exceeded(Bound bound, String rule, String message) {
            super(message);
            this.bound = bound;
            this.rule = rule;
        }

        /** The rule at fault; the empty text when that is not known. */
        String rule() {
            return rule;
        }

        Bound bound() {
            return bound;
        }
    }

    private static final long GRACE_MILLIS = 50;

    private final Workers workers;
    private final int maxFirings;

    Firing(Workers workers, int maxFirings) {
        this.workers = workers;
        this.maxFirings = maxFirings;
    }

    /**
     * Fires.
     *
     * @throws Exceeded when a bound is reached
     * @throws RuleLimitException when no thread is free
     */
    void fire(
            RuleBase base,
            RuleGroup group,
            Recorder recorder,
            Collection<?> facts,
            Duration limit) {
        if (base.plain()) {
            onThisThread(base, group, recorder, facts);
            return;
        }
        // The guards inside the rules come first; a thread is lost only to what they do not know.
        Duration patience = limit.plusMillis(GRACE_MILLIS);
        switch (workers.run(() -> run(base, group, recorder, facts), patience)) {
            case DONE -> {
                return;
            }
            case STUCK ->
                    throw new Exceeded(
                            Bound.THREAD,
                            recorder.current(),
                            "did not end within " + limit.toMillis() + " ms");
            case BUSY ->
                    throw new RuleLimitException(
                            "No thread for rules was free within " + limit.toMillis() + " ms");
        }
    }

    private void onThisThread(
            RuleBase base, RuleGroup group, Recorder recorder, Collection<?> facts) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Firing.class.getClassLoader());
        try {
            run(base, group, recorder, facts);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void run(RuleBase base, RuleGroup group, Recorder recorder, Collection<?> facts) {
        KieSession session = base.rules().newKieSession();
        try {
            if (base.hears(group.global())) {
                session.setGlobal(group.global(), recorder);
            }
            session.addEventListener(recorder);
            Patience.until(recorder.deadline(), () -> run(session, recorder, facts));
        } catch (Patience.Over over) {
            throw exceeded(over, recorder);
        } catch (RuntimeException e) {
            // Conditions wrap whatever is thrown in them.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Patience.Over over) {
                    throw exceeded(over, recorder);
                }
            }
            throw e;
        } finally {
            session.dispose();
        }
    }

    private void run(KieSession session, Recorder recorder, Collection<?> facts) {
        for (Object fact : facts) {
            session.insert(fact);
        }
        int fired = session.fireAllRules(maxFirings);
        if (recorder.late()) {
            throw new Exceeded(Bound.TIME, busiest(recorder), "took too long");
        }
        if (fired >= maxFirings) {
            throw new Exceeded(Bound.COUNT, busiest(recorder), "fired " + fired + " times");
        }
    }

    private static Exceeded exceeded(Patience.Over over, Recorder recorder) {
        String rule = over.rule().isEmpty() ? recorder.current() : over.rule();
        return new Exceeded(Bound.TIME, rule, over.getMessage());
    }

    private static String busiest(Recorder recorder) {
        return recorder.fired().stream()
                .collect(Collectors.groupingBy(Fired::rule, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparing(Map.Entry<String, Long>::getValue))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
