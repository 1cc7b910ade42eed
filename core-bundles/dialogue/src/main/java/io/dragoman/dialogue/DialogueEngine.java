package io.dragoman.dialogue;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

        /** A yes to "shall I …?" that comes later is asked for anew. */
        @AttributeDefinition(name = "How long a proposal stands (minutes)", min = "1")
        int proposalMinutes() default 30;
    }

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Duration limit;
    private final DialogueRules rules;

    /** Configured by the container. */
    @Activate
    public DialogueEngine(Config config) {
        this(
                Duration.ofMillis(config.turnLimitMillis()),
                config.tries(),
                Duration.ofMinutes(config.proposalMinutes()));
    }

    /**
     * An engine for tests and tools.
     *
     * @param limit of one call of a skill
     * @param tries unusable answers to one question before it gives up
     */
    public DialogueEngine(Duration limit, int tries) {
        this(limit, tries, PATIENCE);
    }

    private DialogueEngine(Duration limit, int tries, Duration patience) {
        var texts = Texts.load(DialogueEngine.class.getClassLoader(), "i18n/dialogue");
        this.limit = limit;
        this.rules = new DialogueRules(texts, tries, patience);
    }

    /** The time limit of one call of a skill. */
    public Duration limit() {
        return limit;
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
            var please = Part.text(rules.texts().get(turn.locale(), "signin.needed"));
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
                    return skillTurn(skill, turn, filling).advance();
                });
    }

    /** Goes on with a dialogue; the skill may be a newer version than the one that began it. */
    public DialogueResult resume(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        var chosen = turn.choosing(state.options());
        var filling = filling(skill, state, chosen);
        if (state.proposal().isPresent()) {
            var pending = state.proposal().get();
            return attempt(
                    skill,
                    state,
                    () -> new ProposalTurn(skill, chosen, filling, rules).answer(pending));
        }
        if (Phrases.breaksOff(chosen.text())) {
            var bye = Part.text(rules.texts().get(turn.locale(), "cancelled"));
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
        var work = skillTurn(skill, turn, filling);
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
        return new Expectation(skill, state, limit).isMetBy(turn.choosing(state.options()));
    }

    /** Whether any text at all would answer what the dialogue asks. */
    public boolean takesAnything(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        return new Expectation(skill, state, limit).isMetByAnything(turn);
    }

    /** The engine's own words for a key. */
    public String text(Locale locale, String key) {
        return rules.texts().get(locale, key);
    }

    private static Filling filling(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        return new Filling(skill.spec(), state, turn);
    }

    private SkillTurn skillTurn(LoadedSkill skill, CustomerTurn turn, Filling filling) {
        return new SkillTurn(skill, turn, filling, rules, Optional.empty());
    }

    /**
     * Asks the customer about a change that a rule or the language model wants; the arguments fit
     * the tool.
     *
     * @param tell what to say when it went well, with {@code {name}} for members of the answer;
     *     empty for the skill's or the usual words
     * @param otherwise what to say when it failed; empty for the usual words
     */
    public DialogueResult propose(
            LoadedSkill skill, ToolCall call, String tell, String otherwise, CustomerTurn turn) {
        var filling = filling(skill, DialogueState.beginning(skill.spec().id()), turn);
        var proposal =
                new Proposal(
                        turn.id(),
                        call.tool(),
                        call.arguments(),
                        turn.customerId(),
                        "",
                        tell,
                        otherwise,
                        turn.now().plus(rules.patience()),
                        call.face());
        return attempt(
                skill,
                filling.state(),
                () -> new ProposalTurn(skill, turn, filling, rules).ask(proposal, List.of()));
    }

    /**
     * Goes on after {@link DialogueResult.Execute}.
     *
     * @param outcome how the change ended
     */
    public DialogueResult conclude(
            LoadedSkill skill, DialogueState state, ToolOutcome outcome, CustomerTurn turn) {
        var filling = filling(skill, state, turn);
        var proposal = state.proposal().orElseThrow();
        return attempt(
                skill,
                filling.state(),
                () -> new ProposalTurn(skill, turn, filling, rules).conclude(proposal, outcome));
    }

    /**
     * What to say when the conversation comes back to a dialogue after something else: that it
     * does, and the question that is still open.
     */
    public List<Part> comeBack(LoadedSkill skill, DialogueState state, CustomerTurn turn) {
        var filling = filling(skill, state, turn);
        var pending =
                state.proposal()
                        .map(p -> new ProposalTurn(skill, turn, filling, rules).question(p))
                        .orElseGet(() -> skillTurn(skill, turn, filling).pendingQuestion());
        var title = skill.texts().get(turn.locale(), "title");
        var key = pending.isEmpty() ? "comeback.open" : "comeback";
        var parts = new ArrayList<Part>();
        parts.add(Part.text(rules.texts().get(turn.locale(), key, title)));
        parts.addAll(OfferedOptions.again(pending, state.options()));
        return parts;
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
