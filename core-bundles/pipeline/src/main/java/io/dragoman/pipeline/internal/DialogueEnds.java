package io.dragoman.pipeline.internal;

import io.dragoman.api.json.Json;
import io.dragoman.api.message.Part;
import io.dragoman.dialogue.CustomerTurn;
import io.dragoman.dialogue.DialogueEngine;
import io.dragoman.dialogue.DialogueResult;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.LoadedSkill;
import io.dragoman.dialogue.SkillHandle;
import io.dragoman.dialogue.SkillRegistry;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.StageResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts how a skill's turn ended into the ladder's terms, and lets the conversation come back to the
 * dialogue that was interrupted. Thread-safe.
 */
final class DialogueEnds {

    private static final Logger LOG = LoggerFactory.getLogger(DialogueEnds.class);

    /** How long a turn waits for a skill whose jar is just being replaced. */
    static final Duration SWAP_PATIENCE = Duration.ofSeconds(2);

    /** Who has passed over the question so often has something else in mind; it stays open. */
    private static final int MOST_REMINDERS = 2;

    private final SkillRegistry skills;
    private final DialogueEngine engine;
    private final Json json;

    DialogueEnds(SkillRegistry skills, DialogueEngine engine, Json json) {
        this.skills = skills;
        this.engine = engine;
        this.json = json;
    }

    /** Where a turn began: what ran, and whether the result belongs to that or interrupts it. */
    record Place(Optional<DialogueStack> running, boolean interrupts) {

        DialogueStack after(DialogueResult.Say said) {
            return interrupts
                    ? DialogueStack.interrupted(running, said.state())
                    : running.orElseThrow().moved(said.state());
        }

        /** What goes on once the turn's own dialogue is over. */
        Optional<DialogueStack> waiting(String finished) {
            var left = interrupts ? running : running.flatMap(DialogueStack::below);
            return left.flatMap(stack -> stack.without(finished));
        }
    }

    StageResult of(DialogueResult result, Place place, CustomerTurn turn) {
        var skill = result.state().skill();
        var say = Effects.say(result.parts());
        return switch (result) {
            case DialogueResult.Say asked ->
                    answer(
                            asked.state().proposal().isPresent() ? "skill.proposed" : "skill.asked",
                            skill,
                            say.withDialogue(json.write(place.after(asked).toTree())));
            case DialogueResult.Finished done ->
                    answer(
                            done.cancelled() ? "skill.cancelled" : "skill.answered",
                            skill,
                            back(say, place.waiting(skill), turn));
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
            case DialogueResult.Pass pass -> passed("skill.passed", skill, pass.reason(), place);
            case DialogueResult.Failed failed -> {
                LOG.warn("Skill {} failed: {}", skill, failed.reason());
                yield passed("skill.failed", skill, failed.reason(), place);
            }
            case DialogueResult.Execute agreed ->
                    throw new IllegalStateException("A change is made before the turn ends");
        };
    }

    /** A crash hit the very call: a person has to look, rather than the bot doing it twice. */
    StageResult uncertain(LoadedSkill skill, DialogueResult.Execute agreed, Locale locale) {
        var id = skill.spec().id();
        var reason = Report.of("handoff.uncertain", "skill", id, "tool", agreed.proposal().tool());
        var summary = agreed.proposal().tool() + " " + json.write(agreed.proposal().arguments());
        var words = List.<Part>of(Part.text(engine.text(locale, "proposal.uncertain")));
        return new StageResult.Answer(
                Report.of("skill.uncertain", "skill", id),
                Effects.say(words)
                        .withDialogue("")
                        .withHandOver(new Effects.HandOver("", reason, summary)));
    }

    private StageResult passed(String key, String skill, String reason, Place place) {
        var report = Report.of(key, "skill", skill, "reason", reason);
        if (place.interrupts()) {
            return new StageResult.Pass(report, Effects.NONE);
        }
        return new StageResult.Pass(
                report, Effects.NONE.withDialogue(written(place.waiting(skill))));
    }

    private String written(Optional<DialogueStack> stack) {
        return stack.map(left -> json.write(left.toTree())).orElse("");
    }

    /** After these words the conversation goes on with the dialogue that waits, if there is one. */
    private Effects back(Effects effects, Optional<DialogueStack> waiting, CustomerTurn turn) {
        return waiting.map(stack -> remind(effects, stack, turn))
                .orElseGet(() -> effects.withDialogue(""));
    }

    /** Says the question of an interrupted dialogue once more, unless that was done enough. */
    Effects remind(Effects effects, DialogueStack stack, CustomerTurn turn) {
        if (stack.top().reminders() >= MOST_REMINDERS) {
            return effects.withDialogue(json.write(stack.toTree()));
        }
        var parts = new ArrayList<>(effects.parts());
        parts.addAll(question(stack, turn));
        var reminded = stack.moved(stack.top().reminded());
        return effects.withParts(parts).withDialogue(json.write(reminded.toTree()));
    }

    /** The question of the dialogue that runs, said once more; nothing when its skill is gone. */
    List<Part> question(DialogueStack stack, CustomerTurn turn) {
        var handle = skills.acquire(stack.top().skill(), SWAP_PATIENCE);
        if (handle.isEmpty()) {
            return List.of();
        }
        try (SkillHandle held = handle.get()) {
            return engine.comeBack(held.skill(), stack.top(), turn);
        }
    }

    private static StageResult answer(String key, String skill, Effects effects) {
        return new StageResult.Answer(Report.of(key, "skill", skill), effects);
    }
}
