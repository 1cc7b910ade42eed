package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.CustomerTurn;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.dialogue.Proposal;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.storage.ToolRunStore;
import io.dragoman.storage.ToolRunStore.Run;
import java.time.Clock;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes that customers have agreed to, each once: that it begins is durable before the
 * tool is called, and how it ended before anybody is told. A turn that is taken up again after a
 * crash finds out how far it came. Thread-safe.
 */
@Component(service = Changes.class)
public final class Changes {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final ToolCaller tools;
    private final ToolRunStore runs;
    private final Json json;
    private final Clock clock;

    @Activate
    public Changes(
            @Reference(name = "tools") ToolCaller tools,
            @Reference(name = "runs") ToolRunStore runs,
            @Reference(name = "json") Json json) {
        this(tools, runs, json, Clock.systemUTC());
    }

    Changes(ToolCaller tools, ToolRunStore runs, Json json, Clock clock) {
        this.tools = tools;
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes a change, or tells how it ended when it was made before.
     *
     * @return empty when it was begun and nobody knows how it ended
     */
    Optional<ToolOutcome> make(
            Proposal proposal, DialogueState state, CustomerTurn turn, String conversation) {
        var run =
                new Run(
                        proposal.id(),
                        conversation,
                        state.skill(),
                        proposal.tool(),
                        proposal.customerId(),
                        json.write(proposal.arguments()),
                        "",
                        clock.instant());
        var earlier = runs.begin(run);
        if (earlier.isPresent()) {
            return ended(earlier.get());
        }
        var caller =
                new Tool.Caller(
                        turn.site(),
                        turn.customerId(),
                        Tool.Actor.CUSTOMER,
                        Optional.of(proposal.id()));
        var outcome =
                tools.call(
                        ToolCall.of(
                                        proposal.face(),
                                        "conversation/" + conversation,
                                        proposal.tool(),
                                        proposal.arguments(),
                                        caller)
                                .ofSkill(state.skill())
                                .consented(true));
        runs.end(proposal.id(), RunOutcomes.write(json, outcome), clock.instant());
        return Optional.of(outcome);
    }

    private Optional<ToolOutcome> ended(Run run) {
        if (run.outcome().isEmpty()) {
            LOG.warn("Nobody knows whether {} {} was carried out", run.tool(), run.key());
            return Optional.empty();
        }
        return RunOutcomes.read(json, run);
    }
}
