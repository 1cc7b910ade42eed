package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.skill.Slot;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One turn of one skill: asks for what is missing, else lets the skill speak. Used once. */
final class SkillTurn {

    /** Steps that need nothing may follow each other in one turn, but not for ever. */
    private static final int MAX_STEPS = 8;

    private final LoadedSkill skill;
    private final CustomerTurn turn;
    private final Filling filling;
    private final DialogueRules rules;
    private final Optional<Tool.Result> outcome;

    /**
     * Prepares a turn.
     *
     * @param outcome of the change that the customer has agreed to, if one was made
     */
    SkillTurn(
            LoadedSkill skill,
            CustomerTurn turn,
            Filling filling,
            DialogueRules rules,
            Optional<Tool.Result> outcome) {
        this.skill = skill;
        this.turn = turn;
        this.filling = filling;
        this.rules = rules;
        this.outcome = outcome;
    }

    DialogueResult advance() {
        List<Part> said = List.of();
        for (int i = 0; i < MAX_STEPS; i++) {
            var missing = filling.missing();
            if (missing.isPresent()) {
                return ask(missing.get(), said);
            }
            var view = new TurnView(turn, skill.texts(), filling, outcome);
            var taken = skill.skill().take(view);
            filling.remember(view.memory());
            if (!(taken instanceof Turn.Next next)) {
                return settle(taken);
            }
            if (!skill.spec().steps().containsKey(next.step())) {
                return failed("moved to the unknown step '" + next.step() + "'");
            }
            filling.moveTo(next.step());
            said = next.parts();
            if (filling.missing().isEmpty() && !said.isEmpty()) {
                filling.offer(said);
                return new DialogueResult.Say(said, filling.state());
            }
        }
        return failed("went through more than " + MAX_STEPS + " steps in one turn");
    }

    private DialogueResult settle(Turn end) {
        return switch (end) {
            case null -> failed("take() returned null");
            case Turn.Done done ->
                    new DialogueResult.Finished(done.parts(), false, filling.state());
            case Turn.HandOver over ->
                    new DialogueResult.HandOver(
                            over.team(), over.summary(), over.parts(), filling.state());
            case Turn.Pass pass -> new DialogueResult.Pass(pass.reason(), filling.state());
            case Turn.AskAgain again -> rejectValue(again);
            case Turn.Propose wish -> new ProposalTurn(skill, turn, filling, rules).propose(wish);
            case Turn.Next next -> throw new IllegalStateException("Next does not end a turn");
        };
    }

    private DialogueResult rejectValue(Turn.AskAgain again) {
        if (filling.slot(again.slot().name()).isEmpty()) {
            return failed("asked for the unknown slot '" + again.slot().name() + "'");
        }
        filling.forget(again.slot());
        filling.ask(again.slot());
        return askAgain(again.parts());
    }

    /** Asks for a slot, unless the skill has just offered choices, which is asking enough. */
    private DialogueResult ask(Slot<?> slot, List<Part> said) {
        filling.ask(slot);
        var parts = new ArrayList<>(said);
        if (said.stream().noneMatch(Part.Choices.class::isInstance)) {
            parts.add(question(slot, slot.ask()));
        }
        filling.offer(parts);
        return new DialogueResult.Say(parts, filling.state());
    }

    /** A question in words, with buttons where the answers are known. */
    private Part question(Slot<?> slot, String key) {
        var words = skill.texts().get(turn.locale(), key);
        var options = slot.type().options();
        return options.isEmpty()
                ? Part.text(words)
                : new Part.Choices(
                        words,
                        options.stream()
                                .map(
                                        option ->
                                                new Part.Action(
                                                        option.label(turn.locale()),
                                                        option.value()))
                                .toList());
    }

    /** What the dialogue waits for, said once more. */
    List<Part> pendingQuestion() {
        return filling.asked().map(slot -> List.of(question(slot, slot.ask()))).orElse(List.of());
    }

    /** The answer would not do; {@code why} is the skill's own explanation, if it has one. */
    DialogueResult askAgain(List<Part> why) {
        Slot<?> slot = filling.asked().orElseThrow();
        if (filling.failed() >= rules.tries()) {
            return giveUp(slot);
        }
        if (why.isEmpty()) {
            var retry = List.of(question(slot, slot.retry()));
            filling.offer(retry);
            return new DialogueResult.Say(retry, filling.state());
        }
        filling.offer(why);
        return new DialogueResult.Say(why, filling.state());
    }

    private DialogueResult giveUp(Slot<?> slot) {
        var title = skill.texts().get(turn.locale(), "title");
        var summary =
                rules.texts()
                        .get(
                                turn.locale(),
                                "giveup.summary",
                                title,
                                filling.failedTries(),
                                slot.name());
        var sorry = Part.text(rules.texts().get(turn.locale(), "giveup"));
        return new DialogueResult.GiveUp(slot.name(), summary, List.of(sorry), filling.state());
    }

    private DialogueResult failed(String reason) {
        return new DialogueResult.Failed(skill.spec().id() + ": " + reason, filling.state());
    }
}
