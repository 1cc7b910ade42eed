package io.dragoman.dialogue;

import java.time.Duration;

/**
 * What a dialogue waits for: an answer to its question, a yes or no to its proposal, or nothing in
 * particular. It only looks at what the customer says and changes nothing. Immutable.
 *
 * @param limit of the one call into the skill that finding a value takes
 */
record Expectation(LoadedSkill skill, DialogueState state, Duration limit) {

    /** Whether a message can be meant for the dialogue; breaking it off is meant for it, too. */
    boolean isMetBy(CustomerTurn turn) {
        if (Phrases.breaksOff(turn.text())) {
            return true;
        }
        if (state.proposal().isPresent()) {
            return state.proposal().get().answer(turn.said()).isPresent();
        }
        var button = ButtonPayload.parse(turn.text());
        if (button.isPresent()) {
            return button.get().skill().equals(skill.spec().id());
        }
        var filling = new Filling(skill.spec(), state, turn);
        if (filling.asksForFreeText()) {
            return !Phrases.asks(turn.text());
        }
        return switch (skill.calls().call(() -> filling.couldAnswer(turn.text()), limit)) {
            case CallOutcome.Returned<Boolean> could -> could.value();
            case CallOutcome<Boolean> failed -> false;
        };
    }

    /** Whether any text at all would do. */
    boolean isMetByAnything(CustomerTurn turn) {
        return state.proposal().isEmpty()
                && new Filling(skill.spec(), state, turn).asksForFreeText();
    }
}
