package io.dragoman.dialogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dialogues of a conversation: the one that runs, and those it has interrupted, which go on
 * when it is over. Immutable.
 *
 * @param frames the running one first; never empty
 */
public record DialogueStack(List<DialogueState> frames) {

    /** More would only confuse: of a fourth, the oldest is forgotten. */
    public static final int DEEPEST = 3;

    private static final String BELOW = "below";

    /**
     * Keeps the newest.
     *
     * @throws IllegalArgumentException when there is none
     */
    public DialogueStack {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("A stack of dialogues needs one that runs");
        }
        frames = List.copyOf(frames.subList(0, Math.min(DEEPEST, frames.size())));
    }

    /** The one that runs. */
    public DialogueState top() {
        return frames.getFirst();
    }

    /** Those that wait, if any. */
    public Optional<DialogueStack> below() {
        return frames.size() == 1
                ? Optional.empty()
                : Optional.of(new DialogueStack(frames.subList(1, frames.size())));
    }

    /** The running dialogue has moved on. */
    public DialogueStack moved(DialogueState next) {
        var all = new ArrayList<>(frames);
        all.set(0, next);
        return new DialogueStack(all);
    }

    /**
     * Another dialogue interrupts those that run; an older one of the same skill is forgotten, as
     * the customer has begun it anew.
     */
    public static DialogueStack interrupted(Optional<DialogueStack> by, DialogueState next) {
        var all = new ArrayList<DialogueState>();
        all.add(next);
        by.ifPresent(
                old ->
                        old.frames().stream()
                                .filter(frame -> !frame.skill().equals(next.skill()))
                                .forEach(all::add));
        return new DialogueStack(all);
    }

    /** The dialogue that asks about a change comes to the top, if there is one. */
    public DialogueStack raised(String proposalId) {
        var all = new ArrayList<>(frames);
        frames.stream()
                .filter(frame -> frame.proposes(proposalId))
                .findFirst()
                .ifPresent(
                        frame -> {
                            all.remove(frame);
                            all.addFirst(frame);
                        });
        return new DialogueStack(all);
    }

    /** The stack without the dialogues of a skill; empty when nothing is left. */
    public Optional<DialogueStack> without(String skill) {
        var left = frames.stream().filter(frame -> !frame.skill().equals(skill)).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new DialogueStack(left));
    }

    /** The stack as a tree for {@code Json.write}: the running one with those below it. */
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<>(top().toTree());
        if (frames.size() > 1) {
            tree.put(
                    BELOW,
                    frames.subList(1, frames.size()).stream().map(DialogueState::toTree).toList());
        }
        return tree;
    }

    /**
     * Reads a tree that {@link #toTree} made, perhaps in an earlier version.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static DialogueStack fromTree(Object tree) {
        var frames = new ArrayList<DialogueState>();
        frames.add(DialogueState.fromTree(tree));
        if (tree instanceof Map<?, ?> map && map.get(BELOW) instanceof List<?> below) {
            below.forEach(frame -> frames.add(DialogueState.fromTree(frame)));
        }
        return new DialogueStack(frames);
    }
}
