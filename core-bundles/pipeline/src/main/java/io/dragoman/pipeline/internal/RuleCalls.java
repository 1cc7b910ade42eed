package io.dragoman.pipeline.internal;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.Template;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Calls tools for rules, on behalf of the customer who speaks. Thread-safe. */
@Component(service = RulesStage.ToolCalls.class)
public final class RuleCalls implements RulesStage.ToolCalls {

    private final ToolCaller tools;
    private final SkillDialogues dialogues;

    @Activate
    public RuleCalls(
            @Reference(name = "tools") ToolCaller tools,
            @Reference(name = "dialogues") SkillDialogues dialogues) {
        this.tools = tools;
        this.dialogues = dialogues;
    }

    @Override
    public RulesStage.Called make(Turn turn, Decision.Call wanted) {
        var call = call(turn, wanted);
        long begun = System.nanoTime();
        var outcome = tools.call(call);
        var trace = CallTrace.of(call, outcome, System.nanoTime() - begun);
        trace.put("rule", wanted.rule());
        return switch (outcome) {
            case ToolOutcome.Answered answered -> {
                var missing = Template.missing(wanted.tell(), answered.value());
                if (!missing.isEmpty()) {
                    trace.put("detail", "the answer has no " + String.join(", ", missing));
                }
                var words = Template.fill(wanted.tell(), answered.value());
                yield new RulesStage.Called(words, Effects.NONE, trace);
            }
            case ToolOutcome.NeedsConsent consent ->
                    asked(turn, wanted, call.ofSkill(consent.tool().skill()), trace);
            default -> new RulesStage.Called(wanted.otherwise(), Effects.NONE, trace);
        };
    }

    private ToolCall call(Turn turn, Decision.Call wanted) {
        var caller = new Tool.Caller(turn.conversation().site(), turn.visitor().customerId());
        var by = "conversation/" + turn.conversation().id();
        var call = ToolCall.of(ToolCall.Face.RULE, by, wanted.tool(), wanted.arguments(), caller);
        return tools.find(wanted.tool()).map(ToolInfo::skill).map(call::ofSkill).orElse(call);
    }

    private RulesStage.Called asked(
            Turn turn, Decision.Call wanted, ToolCall call, Map<String, Object> trace) {
        var result = dialogues.propose(turn, call, wanted.tell(), wanted.otherwise());
        return result instanceof StageResult.Answer answer
                ? new RulesStage.Called("", answer.effects(), trace)
                : new RulesStage.Called(wanted.otherwise(), Effects.NONE, trace);
    }
}
