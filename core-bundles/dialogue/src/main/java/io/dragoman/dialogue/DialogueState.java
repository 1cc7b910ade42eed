package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.SkillSpec;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a skill's dialogue stands between two messages. Plain text throughout, so that it outlives
 * a restart and a newer version of the skill. Immutable.
 *
 * @param skill whose dialogue it is
 * @param step the step it has reached
 * @param slots filled slots, as their types write them
 * @param asked the slot that was asked for last
 * @param failedTries answers to that question in a row that would not do
 * @param memory what the skill remembered
 * @param options the choices that were offered last, so that "2" can be understood
 * @param proposal a change that the customer is asked about
 * @param reminders how often the customer was led back to this question after asking something else
 */
public record DialogueState(
        String skill,
        String step,
        Map<String, String> slots,
        Optional<String> asked,
        int failedTries,
        Map<String, String> memory,
        List<Part.Action> options,
        Optional<Proposal> proposal,
        int reminders) {

    /** A question that nobody was led back to yet. */
    public DialogueState(
            String skill,
            String step,
            Map<String, String> slots,
            Optional<String> asked,
            int failedTries,
            Map<String, String> memory,
            List<Part.Action> options,
            Optional<Proposal> proposal) {
        this(skill, step, slots, asked, failedTries, memory, options, proposal, 0);
    }

    public DialogueState {
        slots = Map.copyOf(slots);
        memory = Map.copyOf(memory);
        options = List.copyOf(options);
    }

    /** The state before the first turn. */
    public static DialogueState beginning(String skill) {
        return new DialogueState(
                skill,
                SkillSpec.START,
                Map.of(),
                Optional.empty(),
                0,
                Map.of(),
                List.of(),
                Optional.empty());
    }

    /** The customer was led back to the question once more. */
    public DialogueState reminded() {
        return new DialogueState(
                skill, step, slots, asked, failedTries, memory, options, proposal, reminders + 1);
    }

    /** Whether the customer is asked about this very change. */
    public boolean proposes(String proposalId) {
        return proposal.filter(pending -> pending.id().equals(proposalId)).isPresent();
    }

    /** The state as a tree for {@code Json.write}. */
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("skill", skill);
        tree.put("step", step);
        tree.put("slots", slots);
        asked.ifPresent(slot -> tree.put("asked", slot));
        tree.put("failedTries", (long) failedTries);
        tree.put("reminders", (long) reminders);
        tree.put("memory", memory);
        tree.put(
                "options",
                options.stream()
                        .map(o -> Map.of("label", o.label(), "payload", o.payload()))
                        .toList());
        proposal.ifPresent(pending -> tree.put("proposal", pending.toTree()));
        return tree;
    }

    /**
     * Reads a tree that {@link #toTree} made, perhaps in an earlier version.
     *
     * @throws IllegalArgumentException when it is not a dialogue's state; start anew then
     */
    public static DialogueState fromTree(Object tree) {
        if (!(tree instanceof Map<?, ?> map) || !(map.get("skill") instanceof String skill)) {
            throw new IllegalArgumentException("Not the state of a dialogue: it names no skill");
        }
        var step = map.get("step") instanceof String s ? s : SkillSpec.START;
        return new DialogueState(
                skill,
                step,
                texts(map.get("slots")),
                Optional.ofNullable(map.get("asked")).map(Object::toString),
                number(map.get("failedTries")),
                texts(map.get("memory")),
                actions(map.get("options")),
                proposal(map.get("proposal")),
                number(map.get("reminders")));
    }

    private static int number(Object tree) {
        return tree instanceof Number n ? n.intValue() : 0;
    }

    private static Optional<Proposal> proposal(Object tree) {
        try {
            return Proposal.fromTree(tree);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The proposal of a dialogue cannot be read", e);
        }
    }

    private static Map<String, String> texts(Object tree) {
        var texts = new LinkedHashMap<String, String>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    private static List<Part.Action> actions(Object tree) {
        var actions = new ArrayList<Part.Action>();
        if (tree instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Map<?, ?> option) {
                    actions.add(
                            new Part.Action(
                                    String.valueOf(option.get("label")),
                                    String.valueOf(option.get("payload"))));
                }
            }
        }
        return actions;
    }
}
