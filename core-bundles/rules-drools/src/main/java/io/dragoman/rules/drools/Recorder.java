package io.dragoman.rules.drools;

import io.dragoman.api.rules.RuleEngine.Fired;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;

/**
 * Notes which rules fire and stops them between two firings when time is up. Used by the thread
 * that fires; {@link #current()} may be asked by any.
 */
abstract class Recorder extends DefaultAgendaEventListener {

    /** A right-hand side that threw. */
    record Failure(String rule, String file, Exception cause) {}

    private final RuleBase base;
    private final long deadline;
    private final List<Fired> fired = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>(0);
    private volatile String current = "";
    private boolean late;

    /**
     * @param deadline in the terms of {@link System#nanoTime()}
     */
    Recorder(RuleBase base, long deadline) {
        this.base = base;
        this.deadline = deadline;
    }

    @Override
    public final void beforeMatchFired(BeforeMatchFiredEvent event) {
        String rule = event.getMatch().getRule().getName();
        current = rule;
        fired.add(new Fired(rule, base.file(rule)));
        if (System.nanoTime() - deadline > 0) {
            late = true;
            event.getKieRuntime().halt();
        }
    }

    @Override
    public final void afterMatchFired(AfterMatchFiredEvent event) {
        current = "";
    }

    /** The rule that is firing now, or the empty text. */
    final String current() {
        return current;
    }

    final long deadline() {
        return deadline;
    }

    final boolean late() {
        return late;
    }

    final RuleBase base() {
        return base;
    }

    final List<Fired> fired() {
        return fired;
    }

    final List<Failure> failures() {
        return failures;
    }

    final void failed(String rule, Exception cause) {
        failures.add(new Failure(rule, base.file(rule), cause));
        current = "";
    }
}
