package io.dragoman.rules.drools;

import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceExceptionHandler;
import org.kie.api.runtime.rule.Match;
import org.kie.api.runtime.rule.RuleRuntime;

/**
 * Notes that a right-hand side threw, and lets the other rules fire on. Public because Drools makes
 * it by name.
 */
public final class RuleFailureNote implements ConsequenceExceptionHandler {

    @Override
    public void handleException(Match match, RuleRuntime session, Exception cause) {
        KieSession running = (KieSession) session;
        running.getAgendaEventListeners().stream()
                .filter(Recorder.class::isInstance)
                .map(Recorder.class::cast)
                .forEach(recorder -> recorder.failed(match.getRule().getName(), cause));
    }
}
