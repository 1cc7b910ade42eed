package io.dragoman.authoring.yaml;

import io.dragoman.authoring.FileSlot;
import io.dragoman.authoring.SkillFile;
import io.dragoman.authoring.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step of the dialogue: asks for its slots, makes its call, and ends in the first outcome that
 * fits. Immutable.
 *
 * @param slots by name, in the order they are asked for
 * @param call empty for a step that only speaks
 * @param tool how other programs call the step; empty when they do not
 */
record Step(
        String name,
        Map<String, FileSlot> slots,
        Optional<HttpCall> call,
        List<Outcome> outcomes,
        Optional<StepTool> tool) {

    static final Set<String> KEYS = Set.of("call", "outcomes", "tool");

    /** What follows the name of a step whose change has been made and is to be spoken of. */
    private static final String TOLD = "-told";

    /** The step that speaks of this step's change. */
    String told() {
        return name + TOLD;
    }

    /** The step that a step of the core belongs to. */
    static String base(String coreStep) {
        return coreStep.endsWith(TOLD)
                ? coreStep.substring(0, coreStep.length() - TOLD.length())
                : coreStep;
    }

    /** Whether the customer is asked before the call is made. */
    boolean changes() {
        return call.map(HttpCall::changes).orElse(false);
    }

    /**
     * Reads a step.
     *
     * @param steps the names of all steps
     */
    static Step read(
            String name, Source source, SkillFile file, Templates templates, Set<String> steps) {
        var slots = slots(source.find("slots"), file);
        var answered = templates.with("answer").with("status").with("failure");
        var call = source.find("call").map(s -> HttpCall.read(s, templates));
        boolean changes = call.map(HttpCall::changes).orElse(false);
        var tool = source.find("tool").map(s -> StepTool.read(s, slots, changes, answered));
        if (changes && tool.isEmpty()) {
            throw source.need("call")
                    .fault(
                            "a call that changes something needs a 'tool' with a 'confirm', for the"
                                    + " customer is asked first");
        }
        var outcomes =
                source.need("outcomes").items().stream()
                        .map(s -> Outcome.read(s, answered, steps, file.slots().keySet()))
                        .toList();
        if (outcomes.isEmpty()) {
            throw source.need("outcomes").fault("has no outcome");
        }
        return new Step(name, slots, call, outcomes, tool);
    }

    /** Those that are named; all of the file for its only step. */
    private static Map<String, FileSlot> slots(Optional<Source> names, SkillFile file) {
        if (names.isEmpty() || names.get().isMap()) {
            return file.slots();
        }
        var slots = new LinkedHashMap<String, FileSlot>();
        for (var name : names.get().items()) {
            var slot = file.slots().get(name.text());
            if (slot == null) {
                throw name.fault(
                        "there is no slot '"
                                + name.text()
                                + "'; there are "
                                + file.slots().keySet());
            }
            slots.put(name.text(), slot);
        }
        return java.util.Collections.unmodifiableMap(slots);
    }

    /** The first outcome that fits. */
    Optional<Outcome> outcome(Answer answer, Scope scope) {
        return outcomes.stream().filter(outcome -> outcome.when().holds(answer, scope)).findFirst();
    }
}
