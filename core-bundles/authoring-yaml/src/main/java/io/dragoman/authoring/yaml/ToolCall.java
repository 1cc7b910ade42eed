package io.dragoman.authoring.yaml;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A step as other programs call it. Immutable.
 *
 * <p>A tool that reads gives what its {@code result} says, or the answer; where the outcome is that
 * the customer is asked again, or a person or another stage has to go on, it fails with what would
 * be said. A tool that changes gives the status and the answer, for the dialogue has to speak of
 * them; a status from 400 on is a failure that begins with the status.
 */
record ToolCall(YamlSkill skill, Step step) {

    private static final Pattern STATUS = Pattern.compile("([45][0-9]{2}): .*", Pattern.DOTALL);

    Tool.Result run(Map<String, Object> slots, Tool.Caller who) {
        var scope =
                Scopes.of(
                        skill,
                        slots,
                        who.site(),
                        who.customerId(),
                        skill.caller().now(),
                        skill.zone());
        var answer =
                step.call()
                        .map(call -> skill.caller().call(call, scope))
                        .orElse(new Answer.Given(0, ""));
        return result(answer, Scopes.answered(scope, answer));
    }

    private Tool.Result result(Answer answer, Scope scope) {
        return switch (answer) {
            case Answer.Missing missing -> new Tool.Result.Failed(missing.reason());
            case Answer.Given given -> step.changes() ? changed(given, scope) : read(given, scope);
        };
    }

    private Tool.Result changed(Answer.Given given, Scope scope) {
        if (given.status() >= 400) {
            return new Tool.Result.Failed(given.status() + ": " + told(given, scope));
        }
        var value = new LinkedHashMap<String, Object>();
        value.put("status", (long) given.status());
        value.put("answer", given.body());
        return new Tool.Result.Ok(value);
    }

    private Tool.Result read(Answer.Given given, Scope scope) {
        var outcome = step.outcome(given, scope);
        boolean good =
                outcome.map(Outcome::end)
                        .filter(
                                end ->
                                        end instanceof Outcome.End.Done
                                                || end instanceof Outcome.End.Next)
                        .isPresent();
        if (!good) {
            return new Tool.Result.Failed(told(given, scope));
        }
        return new Tool.Result.Ok(
                step.tool()
                        .flatMap(StepTool::result)
                        .map(result -> result.fill(scope))
                        .orElse(given.body()));
    }

    /** What a customer would read, or why there is nothing to read. */
    private String told(Answer.Given given, Scope scope) {
        return step.outcome(given, scope)
                .flatMap(outcome -> Part.firstText(outcome.reply().parts(scope)))
                .orElse(YamlSkill.reason(given));
    }

    /** The answer behind the outcome of a change. */
    static Answer answer(Tool.Result result) {
        return switch (result) {
            case Tool.Result.Ok ok
                    when ok.value() instanceof Map<?, ?> map
                            && map.get("status") instanceof Number status ->
                    new Answer.Given(status.intValue(), map.get("answer"));
            case Tool.Result.Ok ok -> new Answer.Given(200, ok.value());
            case Tool.Result.Failed failed -> {
                var status = STATUS.matcher(failed.reason());
                yield status.matches()
                        ? new Answer.Given(Integer.parseInt(status.group(1)), "")
                        : new Answer.Missing(failed.reason());
            }
        };
    }
}
