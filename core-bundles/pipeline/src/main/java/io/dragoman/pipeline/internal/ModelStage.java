package io.dragoman.pipeline.internal;

import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.ai.LanguageModel.Completion;
import io.dragoman.api.ai.LanguageModel.Role;
import io.dragoman.api.json.Json;
import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Asks a language model, when one is configured: with the last messages, the nearest articles and
 * the tools of the skills. What the model wants to change, the customer is asked about. A model
 * that does not know says a fixed word, and the ladder goes on.
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
    private final SkillDialogues dialogues;
    private final Json json;
    private final Texts texts = PipelineTexts.load();
    private volatile Optional<LanguageModel> model = Optional.empty();

    @Activate
    public ModelStage(
            @Reference(name = "store") LogStore store,
            @Reference(name = "knowledge") KnowledgeIndex knowledge,
            @Reference(name = "tools") ToolCaller tools,
            @Reference(name = "dialogues") SkillDialogues dialogues,
            @Reference(name = "json") Json json) {
        this.store = store;
        this.knowledge = knowledge;
        this.tools = tools;
        this.dialogues = dialogues;
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
        var offered = new ModelTools(tools, json, turn);
        var completion = current.get().complete(prompt(turn), offered.offered(), LIMIT);
        var change = offered.wanted();
        if (change.isPresent()) {
            var asked = dialogues.propose(turn, change.get(), "", "");
            if (asked instanceof StageResult.Answer answer) {
                return new StageResult.Answer(
                        with(Report.of("model.proposed", "model", name), offered),
                        answer.effects());
            }
        }
        return switch (completion) {
            case Completion.Failed failed -> failed(name, failed.reason(), offered);
            case Completion.Answered answered when answered.text().length() > LONGEST ->
                    failed(name, "it said more than " + LONGEST + " characters", offered);
            case Completion.Answered answered
                    when answered.text().isBlank() || answered.text().contains(NO_ANSWER) ->
                    StageResult.pass(with(Report.of("model.did-not-know", "model", name), offered));
            case Completion.Answered answered -> {
                var tokens = Integer.toString(answered.tokens());
                var report = Report.of("model.answered", "model", name, "tokens", tokens);
                yield new StageResult.Answer(
                        with(report, offered),
                        Effects.say(List.of(Part.text(answered.text().strip()))));
            }
        };
    }

    private static StageResult failed(String model, String reason, ModelTools offered) {
        var report = Report.of("model.failed", "model", model, "reason", reason);
        return new StageResult.Failed(with(report, offered));
    }

    private static Report with(Report report, ModelTools offered) {
        return offered.calls().isEmpty() ? report : report.with("toolCalls", offered.calls());
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
}
