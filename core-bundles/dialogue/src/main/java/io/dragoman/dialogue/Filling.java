package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.SkillSpec;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.SlotType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of a dialogue while a turn works on it: which slots are filled, which is asked for. */
final class Filling {

    private static final String FREE_TEXT = SlotType.text().id();

    private final SkillSpec spec;
    private final CustomerTurn turn;
    private final Map<String, String> slots;
    private final Map<String, String> memory;
    private final List<Part.Action> options = new ArrayList<>();
    private String step;
    private Optional<Slot<?>> asked;
    private int failedTries;
    private Optional<Proposal> proposal;

    /** Takes a state up; what this version of the skill does not know is dropped. */
    Filling(SkillSpec spec, DialogueState state, CustomerTurn turn) {
        this.spec = spec;
        this.turn = turn;
        this.step = spec.steps().containsKey(state.step()) ? state.step() : SkillSpec.START;
        this.slots = new HashMap<>();
        state.slots().forEach(this::keepIfKnown);
        this.memory = new HashMap<>(state.memory());
        this.asked = state.asked().flatMap(this::slot);
        this.proposal = state.proposal();
        this.failedTries = asked.isPresent() || proposal.isPresent() ? state.failedTries() : 0;
    }

    private void keepIfKnown(String name, String value) {
        slot(name).flatMap(slot -> readable(slot, value)).ifPresent(v -> slots.put(name, v));
    }

    private static Optional<String> readable(Slot<?> slot, String value) {
        try {
            return Optional.ofNullable(slot.type().read().apply(value)).map(v -> value);
        } catch (RuntimeException notOfThisType) {
            return Optional.empty();
        }
    }

    Optional<Slot<?>> slot(String name) {
        for (var ofStep : spec.steps().values()) {
            for (Slot<?> slot : ofStep) {
                if (slot.name().equals(name)) {
                    return Optional.of(slot);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Fills slots with values from a rule or a button; unknown names and bad values are left out.
     */
    void give(Map<String, String> values) {
        values.forEach(
                (name, value) ->
                        slot(name)
                                .ifPresent(
                                        slot ->
                                                found(slot, value)
                                                        .or(() -> readable(slot, value))
                                                        .ifPresent(v -> slots.put(name, v))));
    }

    /**
     * Fills what a sentence happens to contain. Free text is never taken from it, and one sentence
     * fills only one slot of a type, as the same words would be found for each.
     */
    void pick(String sentence) {
        var usedTypes = new HashSet<String>();
        asked.ifPresent(slot -> usedTypes.add(slot.type().id()));
        for (var ofStep : spec.steps().values()) {
            for (Slot<?> slot : ofStep) {
                if (!slot.type().id().equals(FREE_TEXT)
                        && !slots.containsKey(slot.name())
                        && !usedTypes.contains(slot.type().id())) {
                    found(slot, sentence)
                            .ifPresent(
                                    value -> {
                                        slots.put(slot.name(), value);
                                        usedTypes.add(slot.type().id());
                                    });
                }
            }
        }
    }

    /** Takes a sentence as the answer to the question that was asked. */
    boolean answer(String sentence) {
        if (asked.isEmpty()) {
            return true;
        }
        var value = found(asked.get(), sentence);
        value.ifPresent(v -> slots.put(asked.get().name(), v));
        return value.isPresent();
    }

    /** Whether a sentence holds what was asked for. */
    boolean couldAnswer(String sentence) {
        return asked.map(slot -> found(slot, sentence).isPresent()).orElse(true);
    }

    /** Whether what was asked for can be anything at all. */
    boolean asksForFreeText() {
        return asked.map(slot -> slot.type().id().equals(FREE_TEXT)).orElse(true);
    }

    private <T> Optional<String> found(Slot<T> slot, String sentence) {
        return slot.type().find().find(turn.said().saying(sentence)).map(slot.type().write());
    }

    /** The first slot of the step that is still empty. */
    Optional<Slot<?>> missing() {
        for (Slot<?> slot : spec.slots(step)) {
            if (!slots.containsKey(slot.name())) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** The slot is asked for now; failed tries of another slot are forgotten. */
    void ask(Slot<?> slot) {
        if (!asked.equals(Optional.of(slot))) {
            failedTries = 0;
        }
        asked = Optional.of(slot);
    }

    /** One more answer to the question that would not do. */
    int failed() {
        return ++failedTries;
    }

    /** The value will not do. */
    void forget(Slot<?> slot) {
        slots.remove(slot.name());
    }

    void moveTo(String next) {
        step = next;
        asked = Optional.empty();
        failedTries = 0;
    }

    /** The customer is asked about a change, or no longer. */
    void propose(Optional<Proposal> next) {
        if (!next.map(Proposal::id).equals(proposal.map(Proposal::id))) {
            failedTries = 0;
        }
        proposal = next;
    }

    void offer(List<Part> said) {
        options.clear();
        for (Part part : said) {
            if (part instanceof Part.Choices choices) {
                options.addAll(choices.options());
            }
        }
    }

    void remember(Map<String, String> all) {
        memory.clear();
        memory.putAll(all);
    }

    String step() {
        return step;
    }

    Map<String, String> slots() {
        return slots;
    }

    Map<String, String> memory() {
        return memory;
    }

    int failedTries() {
        return failedTries;
    }

    DialogueState state() {
        return new DialogueState(
                spec.id(),
                step,
                slots,
                asked.map(Slot::name),
                failedTries,
                memory,
                options,
                proposal);
    }

    Optional<Slot<?>> asked() {
        return asked;
    }
}
