package io.dragoman.testkit;

import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Cart;
import io.dragoman.api.skill.Skill;
import io.dragoman.api.skill.Tool;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.CustomerTurn;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.dialogue.LoadedSkill;
import io.dragoman.dialogue.Proposal;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.dialogue.ToolCaller;
import io.dragoman.dialogue.ToolOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Talks to a skill as a customer, through the engine that leads it in production: slots are found,
 * asked for and given up on exactly as there. The skill is checked first, so a missing text fails
 * every test. Not thread-safe.
 *
 * <pre>
 * talkTo(skill).as("C1001").user("where is my parcel?").isAsked("parcel.ask")
 *         .user("DM100003").gets(Turn.Done.class);
 * </pre>
 */
public final class SkillTester {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int TRIES = 3;

    private final DialogueEngine engine = new DialogueEngine(LIMIT, TRIES);
    private final AtomicReference<Turn> taken = new AtomicReference<>();
    private LoadedSkill skill;
    private Locale locale = Locale.ENGLISH;
    private String site = "demo";
    private Optional<String> customer = Optional.empty();
    private Optional<Cart> cart = Optional.empty();
    private Clock clock = TestClock.at(Instant.parse("2026-11-21T02:00:00Z"));
    private Optional<DialogueState> state = Optional.empty();
    private Optional<DialogueResult> result = Optional.empty();
    private int turns;

    private SkillTester(Skill skill) {
        this.skill = load(skill);
    }

    /** Begins a conversation in English with a visitor who is not signed in. */
    public static SkillTester talkTo(Skill skill) {
        return new SkillTester(skill);
    }

    private LoadedSkill load(Skill next) {
        return switch (LoadedSkill.load(next.spec().id(), "1.0.0", next)) {
            case LoadedSkill.Outcome.Usable usable ->
                    usable.skill().playedBy(new WatchedSkill(next, taken));
            case LoadedSkill.Outcome.Rejected rejected ->
                    throw new AssertionError("The skill would be kept out: " + rejected.reason());
        };
    }

    /** The customer's language from now on. */
    public SkillTester in(Locale language) {
        locale = language;
        return this;
    }

    /** The customer is signed in to the shop from now on. */
    public SkillTester as(String customerId) {
        customer = Optional.of(customerId);
        return this;
    }

    /** The page tells of this cart from now on. */
    public SkillTester with(Cart current) {
        cart = Optional.of(current);
        return this;
    }

    /** The time of the turns to come. */
    public SkillTester at(Clock time) {
        clock = time;
        return this;
    }

    /** The site of the conversation; {@code demo} otherwise. */
    public SkillTester on(String otherSite) {
        site = otherSite;
        return this;
    }

    /** Says something, or sends the payload of a button. */
    public SkillTester user(String text) {
        taken.set(null);
        var turn =
                new CustomerTurn(
                        "test:" + ++turns,
                        site,
                        text,
                        List.of(Part.text(text)),
                        locale,
                        customer,
                        cart,
                        clock.instant(),
                        clock.getZone());
        var next =
                state.map(s -> engine.resume(skill, s, turn))
                        .orElseGet(() -> engine.start(skill, Map.of(), turn));
        if (next instanceof DialogueResult.Execute agreed) {
            next = engine.conclude(skill, agreed.state(), execute(agreed.proposal()), turn);
        }
        state = next instanceof DialogueResult.Say ? Optional.of(next.state()) : Optional.empty();
        result = Optional.of(next);
        return this;
    }

    private ToolOutcome execute(Proposal proposal) {
        var caller =
                new Tool.Caller(site, customer, Tool.Actor.CUSTOMER, Optional.of(proposal.id()));
        return ToolCaller.only(skill, LIMIT)
                .call(
                        ToolCall.of(
                                        proposal.face(),
                                        "test",
                                        proposal.tool(),
                                        proposal.arguments(),
                                        caller)
                                .consented(true));
    }

    /** Presses the button with this label of the last answer. */
    public SkillTester presses(String label) {
        return user(
                parts().stream()
                        .flatMap(PartText::actions)
                        .filter(action -> action.label().contains(label))
                        .findFirst()
                        .orElseThrow(() -> failure("a button '" + label + "'"))
                        .payload());
    }

    /** The dialogue goes on with another version of the skill, as after a hot deployment. */
    public SkillTester swappedFor(Skill newer) {
        skill = load(newer);
        return restarted();
    }

    /** The dialogue goes on after its state was stored and read again. */
    public SkillTester restarted() {
        state = state.map(s -> DialogueState.fromTree(s.toTree()));
        return this;
    }

    /** The last answer contains the text of this key, and the dialogue waits for an answer. */
    public SkillTester isAsked(String key) {
        var wanted = skill.texts().get(locale, key);
        var asked = result.orElseThrow() instanceof DialogueResult.Say && said().contains(wanted);
        return check(asked, "to be asked '" + key + "' (" + wanted + ")");
    }

    /** The last answer contains these words, anywhere in its texts, cards and choices. */
    public SkillTester says(String words) {
        return check(said().contains(words), "to read '" + words + "'");
    }

    /** The last answer does not contain these words. */
    public SkillTester doesNotSay(String words) {
        return check(!said().contains(words), "not to read '" + words + "'");
    }

    /** How the skill's own turn ended. */
    public <T extends Turn> T gets(Class<T> kind) {
        var turn = taken.get();
        check(kind.isInstance(turn), "the skill to end its turn with " + kind.getSimpleName());
        return kind.cast(turn);
    }

    /** How the turn ended for the core. */
    public <T extends DialogueResult> T endsWith(Class<T> kind) {
        var ended = result.orElseThrow();
        check(kind.isInstance(ended), kind.getSimpleName());
        return kind.cast(ended);
    }

    /** The first card of the last answer. */
    public Part.Card card() {
        return parts().stream()
                .filter(Part.Card.class::isInstance)
                .map(Part.Card.class::cast)
                .findFirst()
                .orElseThrow(() -> failure("a card"));
    }

    /** The first choices of the last answer. */
    public Part.Choices choices() {
        return parts().stream()
                .filter(Part.Choices.class::isInstance)
                .map(Part.Choices.class::cast)
                .findFirst()
                .orElseThrow(() -> failure("choices"));
    }

    /** The parts of the last answer. */
    public List<Part> parts() {
        return result.map(DialogueResult::parts).orElse(List.of());
    }

    private String said() {
        return String.join("\n", parts().stream().map(PartText::words).toList());
    }

    private SkillTester check(boolean holds, String wanted) {
        if (!holds) {
            throw failure(wanted);
        }
        return this;
    }

    private AssertionError failure(String wanted) {
        var turn = taken.get();
        return new AssertionError(
                "Expected "
                        + wanted
                        + "\nbut the turn ended with "
                        + result.map(r -> r.getClass().getSimpleName()).orElse("nothing")
                        + (turn == null
                                ? ""
                                : " after the skill's " + turn.getClass().getSimpleName())
                        + reason()
                        + "\nand the customer read:\n"
                        + said());
    }

    private String reason() {
        return switch (result.orElse(null)) {
            case DialogueResult.Failed failed -> " (" + failed.reason() + ")";
            case DialogueResult.Pass pass -> " (" + pass.reason() + ")";
            case null, default -> "";
        };
    }
}
