package io.dragoman.pipeline.internal;

import io.dragoman.api.ai.LanguageModel.ModelTool;
import io.dragoman.api.json.Json;
import io.dragoman.api.skill.Tool;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.pipeline.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools of one question to the language model. What reads is called at once; the first change
 * that the model wants is kept, for the customer to agree to. The model calls on a thread of its
 * own, so this is thread-safe.
 */
final class ModelTools {

    private static final String ASKING =
            "The customer is asked to confirm this now. Do not say that it is done; end your turn.";

    private final ToolCaller tools;
    private final Json json;
    private final Turn turn;
    private final List<Object> calls = new ArrayList<>();
    private Optional<ToolCall> wanted = Optional.empty();

    ModelTools(ToolCaller tools, Json json, Turn turn) {
        this.tools = tools;
        this.json = json;
        this.turn = turn;
    }

    /** The tools that are installed at this moment. */
    List<ModelTool> offered() {
        boolean known = turn.visitor().customerId().isPresent();
        return tools.tools().stream()
                .filter(tool -> known || tool.whom() == Tool.Whom.ANYBODY)
                .map(
                        tool ->
                                new ModelTool(
                                        tool.name(),
                                        tool.purpose(),
                                        tool.schema(),
                                        text -> call(tool, text)))
                .toList();
    }

    /** The change that the model wants. */
    synchronized Optional<ToolCall> wanted() {
        return wanted;
    }

    /** What was called, for the trace. */
    synchronized List<Object> calls() {
        return List.copyOf(calls);
    }

    private String call(ToolInfo tool, String arguments) {
        Map<String, Object> given = new LinkedHashMap<>();
        try {
            if (json.read(arguments) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> given.put(String.valueOf(key), value));
            }
        } catch (IllegalArgumentException e) {
            return "The arguments are no JSON: " + e.getMessage();
        }
        var caller = new Tool.Caller(turn.conversation().site(), turn.visitor().customerId());
        var by = "conversation/" + turn.conversation().id();
        var call =
                ToolCall.of(ToolCall.Face.MODEL, by, tool.name(), given, caller)
                        .ofSkill(tool.skill());
        long begun = System.nanoTime();
        var outcome = tools.call(call);
        note(call, outcome, System.nanoTime() - begun);
        return switch (outcome) {
            case ToolOutcome.Answered answered -> json.write(answered.value());
            case ToolOutcome.NeedsConsent consent -> ASKING;
            case ToolOutcome refused -> ToolOutcome.reason(refused);
        };
    }

    private synchronized void note(ToolCall call, ToolOutcome outcome, long nanos) {
        if (outcome instanceof ToolOutcome.NeedsConsent && wanted.isEmpty()) {
            wanted = Optional.of(call);
        }
        calls.add(CallTrace.of(call, outcome, nanos));
    }
}
