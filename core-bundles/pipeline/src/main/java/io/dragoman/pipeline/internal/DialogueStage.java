package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.ButtonPayload;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.Proposal;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The skill that is talking with the customer goes on, if the message can be meant for it; and a
 * button of a card starts the skill it names.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=30")
public final class DialogueStage implements Stage {

    /** A number is an answer, though it may be that of an order as well. */
    private static final Pattern NUMBER = Pattern.compile("\\p{L}{0,2}[\\d\\s-]+");

    private final SkillDialogues dialogues;
    private final Understanding understanding;

    @Activate
    public DialogueStage(
            @Reference(name = "dialogues") SkillDialogues dialogues,
            @Reference(name = "understanding") Understanding understanding) {
        this.dialogues = dialogues;
        this.understanding = understanding;
    }

    @Override
    public String name() {
        return "dialogue";
    }

    @Override
    public Duration limit() {
        return dialogues.limit();
    }

    @Override
    public Optional<StageResult> atOnce(Turn turn) {
        boolean concerned =
                !turn.conversation().bot().dialogue().isEmpty()
                        || ButtonPayload.parse(turn.text()).isPresent();
        return concerned ? Optional.empty() : Optional.of(StageResult.skip("dialogue.none"));
    }

    @Override
    public StageResult attempt(Turn turn) {
        var pressed = Proposal.idOf(turn.text());
        var running =
                dialogues.running(turn).map(stack -> pressed.map(stack::raised).orElse(stack));
        var button = ButtonPayload.parse(turn.text());
        if (button.isPresent() && begins(button.get(), running)) {
            return begin(turn, button.get());
        }
        if (pressed.isPresent()
                && running.filter(stack -> stack.top().proposes(pressed.get())).isEmpty()) {
            return running.isPresent() ? dialogues.closed(turn) : StageResult.skip("dialogue.none");
        }
        return running.map(stack -> goOn(turn, stack))
                .orElseGet(() -> StageResult.skip("dialogue.none"));
    }

    /**
     * Begins a skill with what was said before. Where the skill finds that those words ask for
     * something else, it is begun without them: who presses its button wants it.
     */
    private StageResult begin(Turn turn, ButtonPayload button) {
        return button.said()
                .map(said -> dialogues.begin(turn.saying(said), button.skill(), button.slots()))
                .filter(result -> !(result instanceof StageResult.Pass))
                .orElseGet(() -> dialogues.begin(turn, button.skill(), button.slots()));
    }

    private StageResult goOn(Turn turn, DialogueStack stack) {
        return changesSubject(turn, stack)
                ? StageResult.pass(Report.of("dialogue.interrupted", "skill", stack.top().skill()))
                : dialogues.resume(turn, stack, false);
    }

    /** Where any words would be an answer, those that surely mean another skill are none. */
    private boolean changesSubject(Turn turn, DialogueStack stack) {
        if (NUMBER.matcher(turn.text()).matches() || !dialogues.takesAnything(turn, stack)) {
            return false;
        }
        var ranking = understanding.skills(turn);
        return ranking.sure()
                && ranking.chosen()
                        .filter(best -> !best.skill().equals(stack.top().skill()))
                        .isPresent();
    }

    /**
     * A button of the skill that runs already is an answer, unless it was offered for new words.
     */
    private static boolean begins(ButtonPayload button, Optional<DialogueStack> running) {
        return button.said().isPresent()
                || running.filter(stack -> stack.top().skill().equals(button.skill())).isEmpty();
    }
}
