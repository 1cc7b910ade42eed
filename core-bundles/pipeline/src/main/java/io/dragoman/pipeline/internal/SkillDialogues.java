package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.shop.Shop;
import io.dragoman.api.shop.Shops;
import io.dragoman.dialogue.CustomerTurn;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.dialogue.DialogueState;
import io.dragoman.dialogue.SkillHandle;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets skills take their turns and puts what they want into the ladder's terms. Thread-safe. */
@Component(service = {SkillDialogues.class, RulesStage.SkillStarts.class})
public final class SkillDialogues implements RulesStage.SkillStarts {

    private static final Logger LOG = LoggerFactory.getLogger(SkillDialogues.class);

    /** How long a turn waits for a skill whose jar is just being replaced. */
    private static final Duration SWAP_PATIENCE = Duration.ofSeconds(2);

    private final SkillRegistry skills;
    private final DialogueEngine engine;
    private final Shops shops;
    private final Json json;

    @Activate
    public SkillDialogues(
            @Reference(name = "skills") SkillRegistry skills,
            @Reference(name = "engine") DialogueEngine engine,
            @Reference(name = "shops") Shops shops,
            @Reference(name = "json") Json json) {
        this.skills = skills;
        this.engine = engine;
        this.shops = shops;
        this.json = json;
    }

    /** The dialogue that runs in the turn's conversation. */
    Optional<DialogueState> running(Turn turn) {
        var kept = turn.conversation().bot().dialogue();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DialogueState.fromTree(json.read(kept)));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "The dialogue of {} cannot be read and is dropped: {}",
                    turn.conversation().id(),
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
    StageResult resume(Turn turn, DialogueState state, boolean insist) {
        var handle = skills.acquire(state.skill(), SWAP_PATIENCE);
        if (handle.isEmpty()) {
            var report = Report.of("dialogue.skill-gone", "skill", state.skill());
            return new StageResult.Pass(report, Effects.NONE.withDialogue(""));
        }
        try (SkillHandle held = handle.get()) {
            var customer = customer(turn);
            if (!insist && !engine.looksLikeAnswer(held.skill(), state, customer)) {
                return StageResult.pass(Report.of("dialogue.interrupted", "skill", state.skill()));
            }
            return result(engine.resume(held.skill(), state, customer));
        }
    }

    @Override
    public Optional<Effects> start(Turn turn, String skill, Map<String, String> slots) {
        return begin(turn, skill, slots) instanceof StageResult.Answer answer
                ? Optional.of(answer.effects())
                : Optional.empty();
    }

    /** Begins a dialogue. */
    StageResult begin(Turn turn, String skill, Map<String, String> slots) {
        var handle = skills.acquire(skill, SWAP_PATIENCE);
        if (handle.isEmpty()) {
            return StageResult.pass(Report.of("skill.missing", "skill", skill));
        }
        try (SkillHandle held = handle.get()) {
            return result(engine.start(held.skill(), slots, customer(turn)));
        }
    }

    private CustomerTurn customer(Turn turn) {
        var visitor = turn.visitor();
        var site = turn.conversation().site();
        Optional<Shop> shop = visitor.cart().isEmpty() ? Optional.empty() : shops.of(site);
        return new CustomerTurn(
                site,
                turn.text(),
                turn.message().parts(),
                turn.locale(),
                visitor.customerId(),
                shop.flatMap(s -> visitor.priced(s::product)),
                turn.now());
    }

    private StageResult result(DialogueResult result) {
        var skill = result.state().skill();
        var say = Effects.say(result.parts());
        return switch (result) {
            case DialogueResult.Say asked ->
                    answer(
                            "skill.asked",
                            skill,
                            say.withDialogue(json.write(asked.state().toTree())));
            case DialogueResult.Finished done ->
                    answer(
                            done.cancelled() ? "skill.cancelled" : "skill.answered",
                            skill,
                            say.withDialogue(""));
            case DialogueResult.HandOver over -> {
                var reason = Report.of("handoff.skill", "skill", skill);
                var wish = new Effects.HandOver(over.team(), reason, over.summary());
                yield answer("skill.handed-over", skill, say.withDialogue("").withHandOver(wish));
            }
            case DialogueResult.GiveUp up -> {
                var reason = Report.of("handoff.gave-up", "skill", skill, "slot", up.slot());
                var wish = new Effects.HandOver("", reason, up.summary());
                yield answer("skill.gave-up", skill, say.withDialogue("").withHandOver(wish));
            }
            case DialogueResult.Pass pass -> {
                var report = Report.of("skill.passed", "skill", skill, "reason", pass.reason());
                yield new StageResult.Pass(report, Effects.NONE.withDialogue(""));
            }
            case DialogueResult.Failed failed -> {
                LOG.warn("Skill {} failed: {}", skill, failed.reason());
                var report = Report.of("skill.failed", "skill", skill, "reason", failed.reason());
                yield new StageResult.Pass(report, Effects.NONE.withDialogue(""));
            }
        };
    }

    private static StageResult answer(String key, String skill, Effects effects) {
        return new StageResult.Answer(Report.of(key, "skill", skill), effects);
    }
}
