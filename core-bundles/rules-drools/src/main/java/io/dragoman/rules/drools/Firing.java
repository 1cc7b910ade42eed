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

    /** Rules fired too often or took too long. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final String rule;
        private final boolean stuck;

        Exceeded(String message, String rule, boolean stuck) {
            super(message);
            this.rule = rule;
            this.stuck = stuck;
        }

        /** The rule at fault; the empty text when that is not known. */
        String rule() {
            return rule;
        }

        /** Whether the thread was lost, and not only the time. */
        boolean stuck() {
            return stuck;
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
                            "did not end within " + limit.toMillis() + " ms",
                            recorder.current(),
                            true);
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
            throw tooLong(over, recorder);
        } catch (RuntimeException e) {
            // Conditions wrap whatever is thrown in them.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Patience.Over over) {
                    throw tooLong(over, recorder);
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
            throw new Exceeded("took too long", busiest(recorder), false);
        }
        if (fired >= maxFirings) {
            throw new Exceeded("fired " + fired + " times", busiest(recorder), false);
        }
    }

    private static Exceeded tooLong(Patience.Over over, Recorder recorder) {
        String rule = over.rule().isEmpty() ? recorder.current() : over.rule();
        return new Exceeded("took too long", rule, false);
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
