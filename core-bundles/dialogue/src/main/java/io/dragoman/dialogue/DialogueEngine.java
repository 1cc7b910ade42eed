package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Leads the dialogue between a customer and one skill: finds slots in what is said, asks for the
 * missing ones, asks again, gives up to a person, and lets the skill take its turn when all is
 * there. All state is in {@link DialogueState}; a skill that fails or hangs ends the turn with
 * {@link DialogueResult.Failed}, never with an exception. Thread-safe.
 */
@Component(service = DialogueEngine.class)
@Designate(ocd = DialogueEngine.Config.class)
public final class DialogueEngine {

    /** How patient the engine is. */
    @ObjectClassDefinition(name = "Dragoman: dialogues")
    public @interface Config {

        /** A skill's turn is given up on after this long. */
        @AttributeDefinition(name = "Time limit of a skill's turn (ms)", min = "100", max = "60000")
        int turnLimitMillis() default 5_000;

        /** After so many unusable answers to one question a person is brought in. */
        @AttributeDefinition(name = "Failed tries before a person is asked", min = "1", max = "10")
        int tries() default 3;
    }

    private final Duration limit;
    private final int tries;
    private final Texts texts;

    /** Configured by the container. */
    @Activate
    public DialogueEngine(Config config) {
        this(Duration.ofMillis(config.turnLimitMillis()), config.tries());
    }

    /**
     * An engine for tests and tools.
     *
     * @param limit of one call of a skill
     * @param tries unusable answers to one question before it gives up
     */
    public DialogueEngine(Duration limit, int tries) {
        this.limit = limit;
        this.tries = tries;
        this.texts = Texts.load(DialogueEngine.class.getClassLoader(), "i18n/dialogue");
    }

    /**
     * Begins a dialogue with the message that led to the skill.
     *
     * @param given slots that a rule or a button has filled already; names the skill does not know
     *     are ignored
     */
    public DialogueResult start(LoadedSkill skill, Map<String, String> given, CustomerTurn turn) {
        var filling = filling(skill, DialogueState.beginning(skill.spec().id()), turn);
        if (skill.spec().signIn() && turn.customerId().isEmpty()) {
            var please = Part.text(texts.get(turn.locale(), "signin.needed"));
            return new DialogueResult.Finished(List.of(please), false, filling.state());
        }
        var button = ButtonPayload.parse(turn.text());
        return attempt(
                skill,
                filling.state(),
                () -> {
                    button.ifPresent(b -> filling.give(b.slots()));
                    filling.give(given);
                    if (button.isEmpty()) {
                        filling.pick(turn.text());
                    }
                    return new SkillTurn(skill, turn, filling, texts, tries).advance();
                });
    }

    /** Goes on with a dialogue; the skill may be a newer version than the one that began it. */
    public DialogueResult resume(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        var chosen = chosen(state, turn);
        var filling = filling(skill, state, chosen);
        if (Phrases.breaksOff(chosen.text())) {
            var bye = Part.text(texts.get(turn.locale(), "cancelled"));
            return new DialogueResult.Finished(List.of(bye), true, filling.state());
        }
        var button = ButtonPayload.parse(chosen.text());
        if (button.isPresent() && !button.get().skill().equals(skill.spec().id())) {
            return new DialogueResult.Pass("the button belongs to another skill", filling.state());
        }
        return attempt(skill, filling.state(), () -> answer(skill, chosen, filling, button));
    }

    private DialogueResult answer(
            LoadedSkill skill, CustomerTurn turn, Filling filling, Optional<ButtonPayload> button) {
        var work = new SkillTurn(skill, turn, filling, texts, tries);
        if (button.isPresent()) {
            filling.give(button.get().slots());
        } else if (filling.answer(turn.text())) {
            filling.pick(turn.text());
        } else {
            return work.askAgain(List.of());
        }
        return work.advance();
    }

    /**
     * Whether a message can be meant as an answer to what the dialogue asked. When it cannot, the
     * ladder may look for a better taker before the dialogue asks again.
     */
    public boolean looksLikeAnswer(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        var chosen = chosen(state, turn);
        if (Phrases.breaksOff(chosen.text())) {
            return true;
        }
        var button = ButtonPayload.parse(chosen.text());
        if (button.isPresent()) {
            return button.get().skill().equals(skill.spec().id());
        }
        var filling = filling(skill, state, chosen);
        if (filling.asksForFreeText()) {
            return !Phrases.asks(chosen.text());
        }
        return switch (skill.calls().call(() -> filling.couldAnswer(chosen.text()), limit)) {
            case CallOutcome.Returned<Boolean> could -> could.value();
            case CallOutcome<Boolean> failed -> false;
        };
    }

    private static Filling filling(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        return new Filling(skill.spec(), state, Texts.supported(turn.locale()));
    }

    /** Replaces "2", or the label of an option, by what pressing that option sends. */
    private static CustomerTurn chosen(DialogueState state, CustomerTurn turn) {
        return OfferedOptions.chosen(turn.text(), state.options())
                .map(option -> turn.saying(option.payload()))
                .orElse(turn);
    }

    /** The whole turn is guarded, because the finding of slots is the plug-in's code too. */
    private DialogueResult attempt(
            LoadedSkill skill, DialogueState before, Callable<DialogueResult> work) {
        return switch (skill.call(work, limit)) {
            case CallOutcome.Returned<DialogueResult> ended when Volume.isTooMuch(ended.value()) ->
                    new DialogueResult.Failed(
                            skill.spec().id()
                                    + ": answers or remembers more than "
                                    + Volume.MAX_CHARACTERS
                                    + " characters",
                            before);
            case CallOutcome.Returned<DialogueResult> ended -> ended.value();
            case CallOutcome<DialogueResult> broken ->
                    new DialogueResult.Failed(
                            skill.spec().id() + ": " + CallOutcome.reason(broken), before);
        };
    }
}
