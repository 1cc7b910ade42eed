package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Outcome;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the analysts say. Rules run without an intent first, because finding the intent costs a
 * hundred times more than the rules themselves; only if they decide nothing do they run again with
 * it.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=40")
public final class RulesStage implements Stage {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Facts facts;
    private final RuleEngine rules;
    private final Intents intents;
    private final SkillStarts skills;
    private final ToolCalls tools;

    @Activate
    public RulesStage(
            @Reference(name = "facts") Facts facts,
            @Reference(name = "rules") RuleEngine rules,
            @Reference(name = "intents") Intents intents,
            @Reference(name = "skills") SkillStarts skills,
            @Reference(name = "tools") ToolCalls tools) {
        this.facts = facts;
        this.rules = rules;
        this.intents = intents;
        this.skills = skills;
        this.tools = tools;
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public Duration limit() {
        return LIMIT.plus(skills.limit());
    }

    /** Plain words of a rule need neither an intent nor a skill, which may take their time. */
    @Override
    public Optional<StageResult> atOnce(Turn turn) {
        if (!facts.askNobody(turn)) {
            return Optional.empty();
        }
        var outcome = withoutIntent(turn);
        boolean starts =
                outcome.decisions().stream().anyMatch(Decision.StartSkill.class::isInstance);
        return decisive(outcome) && !starts ? Optional.of(result(turn, outcome)) : Optional.empty();
    }

    private Outcome withoutIntent(Turn turn) {
        return rules.decide(Phase.ROUTE, facts.of(turn, Facts.Intent.NONE), LIMIT);
    }

    @Override
    public boolean ready() {
        return !rules.status().version().isEmpty();
    }

    @Override
    public StageResult attempt(Turn turn) {
        var outcome = withoutIntent(turn);
        if (!decisive(outcome)) {
            var intent = intents.best(turn);
            if (intent.isPresent()) {
                outcome = rules.decide(Phase.ROUTE, facts.of(turn, intent.get()), LIMIT);
            }
        }
        return result(turn, outcome);
    }

    private static boolean decisive(Outcome outcome) {
        return outcome.decisions().stream().anyMatch(RulesStage::decides);
    }

    private static boolean decides(Decision decision) {
        return switch (decision) {
            case Decision.Say say -> true;
            case Decision.Ask ask -> true;
            case Decision.StartSkill start -> true;
            case Decision.HandOver over -> true;
            case Decision.Block block -> true;
            case Decision.Call call -> true;
            default -> false;
        };
    }

    private StageResult result(Turn turn, Outcome outcome) {
        var marks = RuleReports.marks(outcome);
        var parts = new ArrayList<Part>();
        var calls = new ArrayList<Object>();
        var effects = marks;
        for (var decision : outcome.decisions()) {
            var goesOn = Effects.NONE;
            switch (decision) {
                case Decision.Say say -> parts.add(Part.text(say.text()));
                case Decision.Block block -> parts.add(Part.text(block.text()));
                case Decision.Ask ask -> parts.add(new Part.Choices(ask.prompt(), options(ask)));
                case Decision.HandOver over -> effects = effects.withHandOver(handOver(over));
                case Decision.StartSkill start ->
                        goesOn =
                                skills.start(turn, start.skill(), start.slots())
                                        .orElse(Effects.NONE);
                case Decision.Call call -> {
                    var called = tools.make(turn, call);
                    calls.add(called.trace());
                    goesOn = called.asks();
                    if (!called.words().isEmpty()) {
                        parts.add(Part.text(called.words()));
                    }
                }
                default -> {}
            }
            if (!goesOn.equals(Effects.NONE)) {
                return new StageResult.Answer(
                        report("rules.answered", outcome, calls),
                        withWords(goesOn.after(effects), parts));
            }
        }
        return result(outcome, calls, marks, effects.withParts(parts));
    }

    private static StageResult result(
            Outcome outcome, List<Object> calls, Effects marks, Effects effects) {
        if (effects.parts().isEmpty() && effects.handOver().isEmpty()) {
            var key = outcome.fired().isEmpty() ? "rules.none" : "rules.fired";
            return new StageResult.Pass(report(key, outcome, calls), marks);
        }
        return new StageResult.Answer(report("rules.answered", outcome, calls), effects);
    }

    private static Report report(String key, Outcome outcome, List<Object> calls) {
        var report = RuleReports.of(key, outcome);
        return calls.isEmpty() ? report : report.with("toolCalls", List.copyOf(calls));
    }

    /** What rules say comes before what the skill says that they start. */
    private static Effects withWords(Effects effects, List<Part> words) {
        var parts = new ArrayList<>(words);
        parts.addAll(effects.parts());
        return effects.withParts(parts);
    }

    private static Effects.HandOver handOver(Decision.HandOver over) {
        var reason = Report.of("handoff.rule", "rule", over.rule(), "why", over.why());
        return new Effects.HandOver(over.team(), reason, "");
    }

    /** An option is a label, or {@code label=payload}. */
    private static List<Part.Action> options(Decision.Ask ask) {
        return ask.options().stream()
                .map(
                        option -> {
                            int at = option.indexOf('=');
                            return at < 0
                                    ? new Part.Action(option, option)
                                    : new Part.Action(
                                            option.substring(0, at), option.substring(at + 1));
                        })
                .toList();
    }

    /** The nearest skill, where finding it is somebody else's work. */
    public interface Intents {
        /** The best intent above the threshold. */
        Optional<Facts.Intent> best(Turn turn);
    }

    /** Starts skills for rules. */
    public interface SkillStarts {
        /** Starts a skill with slots filled; empty when there is no such skill or it passes. */
        Optional<Effects> start(Turn turn, String skill, Map<String, String> slots);

        /** How long a stage has to give them. */
        Duration limit();
    }

    /** Calls tools for rules. */
    public interface ToolCalls {
        /** Calls a tool and waits for its answer, within the tool's time limit. */
        Called make(Turn turn, Decision.Call call);
    }

    /**
     * What came of a call.
     *
     * @param words to say; empty for none
     * @param asks what goes on instead: the question whether to change something; {@link
     *     Effects#NONE} when nothing does
     * @param trace for the analyst
     */
    public record Called(String words, Effects asks, Map<String, Object> trace) {}
}
