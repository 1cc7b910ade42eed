package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.dialogue.ButtonPayload;
import io.dragoman.dialogue.CustomerTurn;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.LoadedSkill;
import io.dragoman.dialogue.SkillHandle;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.dialogue.ToolCall;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.internal.DialogueEnds.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets skills take their turns: begins dialogues, goes on with them, makes the changes that
 * customers agree to, and comes back to what was interrupted. Thread-safe.
 */
@Component(service = {SkillDialogues.class, RulesStage.SkillStarts.class})
public final class SkillDialogues implements RulesStage.SkillStarts {

    private static final Logger LOG = LoggerFactory.getLogger(SkillDialogues.class);

    /** What is done around a skill's turn, on a busy machine. */
    private static final Duration AROUND = Duration.ofSeconds(5);

    private final SkillRegistry skills;
    private final DialogueEngine engine;
    private final Changes changes;
    private final Shops shops;
    private final Facts facts;
    private final Json json;
    private final DialogueEnds ends;

    @Activate
    public SkillDialogues(
            @Reference(name = "skills") SkillRegistry skills,
            @Reference(name = "engine") DialogueEngine engine,
            @Reference(name = "changes") Changes changes,
            @Reference(name = "shops") Shops shops,
            @Reference(name = "facts") Facts facts,
            @Reference(name = "json") Json json) {
        this.skills = skills;
        this.engine = engine;
        this.changes = changes;
        this.shops = shops;
        this.facts = facts;
        this.json = json;
        this.ends = new DialogueEnds(skills, engine, json);
    }

    /** How long a stage takes at most that lets a skill take its turn. */
    @Override
    public Duration limit() {
        return engine.limit().plus(AROUND);
    }

    /** The dialogues of the turn's conversation: the one that runs and those that wait. */
    Optional<DialogueStack> running(Turn turn) {
        return read(turn.conversation().bot().dialogue(), turn.conversation().id());
    }

    /** Reads the dialogues of a conversation. */
    Optional<DialogueStack> read(String kept, String conversation) {
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DialogueStack.fromTree(json.read(kept)));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "The dialogue of {} cannot be read and is dropped: {}",
                    conversation,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Goes on with a dialogue.
     *
     * @param insist whether to ask again when the message does not look like an answer; otherwise
     *     the ladder looks for a better taker first
     */
    StageResult resume(Turn turn, DialogueStack stack, boolean insist) {
        var skill = stack.top().skill();
        var handle = skills.acquire(skill, DialogueEnds.SWAP_PATIENCE);
        if (handle.isEmpty()) {
            var left = stack.below().map(below -> json.write(below.toTree())).orElse("");
            return new StageResult.Pass(gone(skill), Effects.NONE.withDialogue(left));
        }
        try (SkillHandle held = handle.get()) {
            var customer = customer(turn);
            if (!insist && !engine.looksLikeAnswer(held.skill(), stack.top(), customer)) {
                return StageResult.pass(Report.of("dialogue.interrupted", "skill", skill));
            }
            var result = engine.resume(held.skill(), stack.top(), customer);
            return ended(held.skill(), result, new Place(Optional.of(stack), false), turn);
        }
    }

    private static Report gone(String skill) {
        return Report.of("dialogue.skill-gone", "skill", skill);
    }

    /** Whether a message could be the answer to what a dialogue asks. */
    boolean couldAnswer(Turn turn, DialogueStack stack) {
        return looked(
                        stack.top().skill(),
                        skill -> engine.looksLikeAnswer(skill, stack.top(), customer(turn)))
                .orElse(false);
    }

    /** Whether any text at all would answer what a dialogue asks. */
    boolean takesAnything(Turn turn, DialogueStack stack) {
        return looked(
                        stack.top().skill(),
                        skill -> engine.takesAnything(skill, stack.top(), customer(turn)))
                .orElse(true);
    }

    /** Looks at a skill without letting it take a turn; empty when it has gone. */
    private <T> Optional<T> looked(String id, Function<LoadedSkill, T> look) {
        return skills.acquire(id)
                .map(
                        handle -> {
                            try (handle) {
                                return look.apply(handle.skill());
                            }
                        });
    }

    /** Says once more what a dialogue asks, and goes on with it here. */
    StageResult repeat(Turn turn, DialogueStack stack) {
        var question = ends.question(stack, customer(turn));
        var report = Report.of("dialogue.moved-here", "skill", stack.top().skill());
        return question.isEmpty()
                ? StageResult.pass(gone(stack.top().skill()))
                : new StageResult.Answer(
                        report, Effects.say(question).withDialogue(json.write(stack.toTree())));
    }

    @Override
    public Optional<Effects> start(Turn turn, String skill, Map<String, String> slots) {
        return begin(turn, skill, slots) instanceof StageResult.Answer answer
                ? Optional.of(answer.effects())
                : Optional.empty();
    }

    /** Begins a dialogue, which may interrupt another. */
    StageResult begin(Turn turn, String skill, Map<String, String> slots) {
        return with(turn, skill, held -> engine.start(held, slots, customer(turn)));
    }

    /** The button that begins a skill with the words of the turn; empty when it has gone. */
    Optional<Part.Action> button(Turn turn, String id) {
        var payload = new ButtonPayload(id, Map.of(), Optional.of(turn.text())).format();
        return looked(
                id, skill -> new Part.Action(skill.texts().get(turn.locale(), "title"), payload));
    }

    /** Asks the customer about a change that a rule or the language model wants. */
    StageResult propose(Turn turn, ToolCall call, String tell, String otherwise) {
        return with(
                turn,
                call.skill().orElseThrow(),
                held -> engine.propose(held, call, tell, otherwise, customer(turn)));
    }

    private StageResult with(Turn turn, String skill, Function<LoadedSkill, DialogueResult> work) {
        var handle = skills.acquire(skill, DialogueEnds.SWAP_PATIENCE);
        if (handle.isEmpty()) {
            return StageResult.pass(Report.of("skill.missing", "skill", skill));
        }
        try (SkillHandle held = handle.get()) {
            var place = new Place(running(turn), true);
            return ended(held.skill(), work.apply(held.skill()), place, turn);
        }
    }

    private StageResult ended(LoadedSkill skill, DialogueResult result, Place place, Turn turn) {
        var customer = customer(turn);
        if (!(result instanceof DialogueResult.Execute agreed)) {
            return ends.of(result, place, customer);
        }
        var outcome =
                changes.make(agreed.proposal(), agreed.state(), customer, turn.conversation().id());
        return outcome.map(
                        known ->
                                ends.of(
                                        engine.conclude(skill, agreed.state(), known, customer),
                                        place,
                                        customer))
                .orElseGet(() -> ends.uncertain(skill, agreed, turn.locale()));
    }

    /** Something else was answered: back to the dialogue that is still open. */
    Effects remind(Turn turn, Effects effects, DialogueStack stack) {
        return ends.remind(effects, stack, customer(turn));
    }

    /** The button of a question that is no longer open. */
    StageResult closed(Turn turn) {
        var words = Part.text(engine.text(turn.locale(), "proposal.gone"));
        return new StageResult.Answer(
                Report.of("dialogue.proposal-gone"), Effects.say(List.of(words)));
    }

    private CustomerTurn customer(Turn turn) {
        var visitor = turn.visitor();
        var site = turn.conversation().site();
        Optional<Shop> shop = visitor.cart().isEmpty() ? Optional.empty() : shops.of(site);
        return new CustomerTurn(
                turn.conversation().id() + ":" + turn.message().seq(),
                site,
                turn.text(),
                turn.message().parts(),
                turn.locale(),
                visitor.customerId(),
                shop.flatMap(s -> visitor.priced(s::product)),
                turn.now(),
                facts.zoneOf(site));
    }
}
