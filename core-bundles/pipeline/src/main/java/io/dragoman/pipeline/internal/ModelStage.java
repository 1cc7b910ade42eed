package io.dragoman.pipeline.internal;

import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.ai.LanguageModel.Completion;
import io.dragoman.api.ai.LanguageModel.ModelTool;
import io.dragoman.api.ai.LanguageModel.Role;
import io.dragoman.api.json.Json;
import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.skill.Tool;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolInfo;
import io.dragoman.dialogue.ToolOutcome;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Asks a language model, when one is configured: with the last messages, the nearest articles and
 * the tools that read. A model that does not know says a fixed word, and the ladder goes on.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=70")
public final class ModelStage implements Stage {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int LONGEST = 10_000;
    private static final int HISTORY = 6;
    private static final int ARTICLES = 4;

    /** What the model is told to say when it does not know; no customer would write it. */
    static final String NO_ANSWER = "NO_ANSWER";

    private final LogStore store;
    private final KnowledgeIndex knowledge;
    private final ToolCaller tools;
    private final Json json;
    private final Texts texts = PipelineTexts.load();
    private volatile Optional<LanguageModel> model = Optional.empty();

    @Activate
    public ModelStage(
            @Reference(name = "store") LogStore store,
            @Reference(name = "knowledge") KnowledgeIndex knowledge,
            @Reference(name = "tools") ToolCaller tools,
            @Reference(name = "json") Json json) {
        this.store = store;
        this.knowledge = knowledge;
        this.tools = tools;
        this.json = json;
    }

    @Reference(
            name = "model",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void setModel(LanguageModel next) {
        model = Optional.of(next);
    }

    void unsetModel(LanguageModel gone) {
        if (model.filter(current -> current == gone).isPresent()) {
            model = Optional.empty();
        }
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public Duration limit() {
        return LIMIT.plusSeconds(1);
    }

    @Override
    public boolean mayRest() {
        return true;
    }

    @Override
    public StageResult attempt(Turn turn) {
        var current = model;
        if (current.isEmpty()) {
            return StageResult.skip("model.off");
        }
        var name = current.get().name();
        return switch (current.get().complete(prompt(turn), tools(turn), LIMIT)) {
            case Completion.Failed failed ->
                    new StageResult.Failed(
                            Report.of("model.failed", "model", name, "reason", failed.reason()));
            case Completion.Answered answered when answered.text().length() > LONGEST ->
                    new StageResult.Failed(
                            Report.of(
                                    "model.failed",
                                    "model",
                                    name,
                                    "reason",
                                    "it said more than " + LONGEST + " characters"));
            case Completion.Answered answered
                    when answered.text().isBlank() || answered.text().contains(NO_ANSWER) ->
                    StageResult.pass(Report.of("model.did-not-know", "model", name));
            case Completion.Answered answered -> {
                var report =
                        Report.of(
                                        "model.answered",
                                        "model",
                                        name,
                                        "tokens",
                                        Integer.toString(answered.tokens()))
                                .with("toolCalls", calls(answered.toolsCalled()));
                yield new StageResult.Answer(
                        report, Effects.say(List.of(Part.text(answered.text().strip()))));
            }
        };
    }

    private static List<Object> calls(List<String> names) {
        return names.stream()
                .map(
                        name ->
                                (Object)
                                        Map.of(
                                                "skill", "", "tool", name, "outcome", "ok",
                                                "millis", 0))
                .toList();
    }

    private List<LanguageModel.Message> prompt(Turn turn) {
        var prompt = new ArrayList<LanguageModel.Message>();
        var system =
                new StringBuilder(
                        texts.get(
                                turn.locale(),
                                "model.system",
                                turn.conversation().site(),
                                NO_ANSWER));
        for (var hit :
                knowledge.search(
                        turn.conversation().site(), turn.locale(), turn.text(), ARTICLES)) {
            system.append("\n\n").append(hit.question()).append('\n').append(hit.answer());
        }
        prompt.add(new LanguageModel.Message(Role.SYSTEM, system.toString()));
        long before = Math.max(0, turn.message().seq() - HISTORY);
        for (var message : store.messages(turn.conversation().id(), before, HISTORY)) {
            var words = ChosenOption.said(message.parts()).orElse("");
            if (!words.isBlank()) {
                var role = message.from().kind() == Kind.VISITOR ? Role.USER : Role.ASSISTANT;
                prompt.add(new LanguageModel.Message(role, words));
            }
        }
        return prompt;
    }

    /** Only tools that read: what CHANGES needs the customer's yes, which a skill asks for. */
    private List<ModelTool> tools(Turn turn) {
        var caller = new Tool.Caller(turn.conversation().site(), turn.visitor().customerId());
        return tools.tools().stream()
                .filter(tool -> tool.effect() == Tool.Effect.READS)
                .map(
                        tool ->
                                new ModelTool(
                                        tool.name(),
                                        tool.purpose(),
                                        tool.schema(),
                                        text -> call(tool, text, caller)))
                .toList();
    }

    private String call(ToolInfo tool, String arguments, Tool.Caller caller) {
        Map<String, Object> given = new LinkedHashMap<>();
        try {
            if (json.read(arguments) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> given.put(String.valueOf(key), value));
            }
        } catch (IllegalArgumentException e) {
            return "The arguments are no JSON: " + e.getMessage();
        }
        return switch (tools.call(tool.skill(), tool.name(), given, caller, false)) {
            case ToolOutcome.Answered answered -> json.write(answered.value());
            case ToolOutcome.Unknown unknown -> unknown.reason();
            case ToolOutcome.BadArguments bad -> String.join("; ", bad.problems());
            case ToolOutcome.NeedsConsent consent -> "The customer has to agree first";
            case ToolOutcome.Failed failed -> failed.reason();
        };
    }
}
