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
 * surely end soon fire on the caller's thread, others on a thread that can be given up.
 * Thread-safe.
 */
final class Firing {

    /** Rules fired too often or took too long. */
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final transient Recorder recorder;
        private final boolean stuck;

        Exceeded(String message, Recorder recorder, boolean stuck) {
            super(message);
            this.recorder = recorder;
            this.stuck = stuck;
        }

        /** The rule that was firing, or that fired most; the empty text when none did. */
        String rule() {
            return recorder.current().isEmpty() && !stuck ? busiest(recorder) : recorder.current();
        }

        /** Whether the thread was lost, and not only the time. */
        boolean stuck() {
            return stuck;
        }
    }

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
        switch (workers.run(() -> run(base, group, recorder, facts), limit)) {
            case DONE -> {
                return;
            }
            case STUCK ->
                    throw new Exceeded(
                            "did not end within " + limit.toMillis() + " ms", recorder, true);
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
            for (Object fact : facts) {
                session.insert(fact);
            }
            int fired = session.fireAllRules(maxFirings);
            if (recorder.late()) {
                throw new Exceeded("took too long", recorder, false);
            }
            if (fired >= maxFirings) {
                throw new Exceeded("fired " + fired + " times", recorder, false);
            }
        } finally {
            session.dispose();
        }
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
