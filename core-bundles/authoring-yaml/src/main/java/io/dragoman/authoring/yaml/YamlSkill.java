package io.dragoman.authoring.yaml;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.shop.LocalText;
import io.dragoman.api.skill.Dialogue;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.authoring.FileSlot;
import io.dragoman.authoring.SlotValues;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The skill that a YAML file describes. Thread-safe.
 *
 * @param settings by name
 * @param zone of tools that other programs call; a dialogue has its own
 */
record YamlSkill(YamlFile file, Map<String, String> settings, HttpCaller caller, ZoneId zone)
        implements Skill {

    @Override
    public SkillSpec spec() {
        var spec =
                SkillSpec.skill(file.common().id())
                        .examples(file.common().examples().toArray(String[]::new));
        for (var step : file.steps().values()) {
            spec.step(step.name(), slots(step));
            if (step.changes()) {
                spec.step(step.told());
            }
            tool(step).ifPresent(spec::tool);
        }
        if (file.common().signIn()) {
            spec.needsSignIn();
        }
        return spec.build();
    }

    private static Slot<?>[] slots(Step step) {
        return step.slots().values().stream().map(FileSlot::slot).toArray(Slot<?>[]::new);
    }

    private Optional<Tool<Tool.Values>> tool(Step step) {
        return step.tool()
                .map(
                        tool ->
                                tool.head()
                                        .tool(
                                                file.common().signIn(),
                                                caller::now,
                                                zone,
                                                new ToolCall(this, step)::run));
    }

    @Override
    public Optional<Texts> texts() {
        var more = new HashMap<String, LocalText>();
        file.steps().values().stream()
                .flatMap(step -> step.tool().stream())
                .map(StepTool::head)
                .forEach(tool -> tool.confirm().ifPresent(ask -> more.put(tool.confirmKey(), ask)));
        return Optional.of(file.common().texts(more));
    }

    @Override
    public Turn take(Dialogue dialogue) {
        var step = file.steps().get(Step.base(dialogue.step()));
        var scope = Scopes.of(this, dialogue);
        var told = dialogue.outcome();
        if (step.changes() && told.isEmpty()) {
            var values = SlotValues.of(step.slots(), dialogue);
            return Turn.propose(
                    tool(step).orElseThrow(),
                    step.tool().orElseThrow().head().arguments(values),
                    step.told());
        }
        var answer =
                told.map(ToolCall::answer)
                        .orElseGet(
                                () ->
                                        step.call()
                                                .map(call -> caller.call(call, scope))
                                                .orElse(new Answer.Given(0, "")));
        return finish(step, answer, Scopes.answered(scope, answer), dialogue);
    }

    private Turn finish(Step step, Answer answer, Scope scope, Dialogue dialogue) {
        var outcome = step.outcome(answer, scope);
        if (outcome.isEmpty()) {
            return Turn.pass(reason(answer));
        }
        outcome.get()
                .remember()
                .forEach((key, value) -> dialogue.remember(key, value.render(scope)));
        var said = outcome.get().reply().parts(scope);
        return end(outcome.get().end(), said, scope);
    }

    /** Why no outcome speaks of an answer, for the trace. */
    static String reason(Answer answer) {
        return switch (answer) {
            case Answer.Missing missing -> missing.reason();
            case Answer.Given given -> "no outcome fits the answer with status " + given.status();
        };
    }

    private Turn end(Outcome.End end, List<Part> said, Scope scope) {
        return switch (end) {
            case Outcome.End.Done done -> new Turn.Done(said);
            case Outcome.End.Next next -> new Turn.Next(next.step(), said);
            case Outcome.End.AskAgain again ->
                    new Turn.AskAgain(file.common().slots().get(again.slot()).slot(), said);
            case Outcome.End.HandOver over ->
                    new Turn.HandOver(over.team().orElse(""), over.summary().render(scope), said);
            case Outcome.End.Pass pass -> new Turn.Pass(pass.reason().render(scope));
        };
    }
}
