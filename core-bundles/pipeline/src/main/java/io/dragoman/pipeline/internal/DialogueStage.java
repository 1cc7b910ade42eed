package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.ButtonPayload;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.Proposal;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The skill that is talking with the customer goes on, if the message can be meant for it; and a
 * button of a card starts the skill it names.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=30")
public final class DialogueStage implements Stage {

    private final SkillDialogues dialogues;

    @Activate
    public DialogueStage(@Reference(name = "dialogues") SkillDialogues dialogues) {
        this.dialogues = dialogues;
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
            var meant = button.get().said().map(turn::saying).orElse(turn);
            return dialogues.begin(meant, button.get().skill(), button.get().slots());
        }
        if (pressed.isPresent()
                && running.filter(stack -> stack.top().proposes(pressed.get())).isEmpty()) {
            return running.isPresent() ? dialogues.closed(turn) : StageResult.skip("dialogue.none");
        }
        return running.map(stack -> dialogues.resume(turn, stack, false))
                .orElseGet(() -> StageResult.skip("dialogue.none"));
    }

    /**
     * A button of the skill that runs already is an answer, unless it was offered for new words.
     */
    private static boolean begins(ButtonPayload button, Optional<DialogueStack> running) {
        return button.said().isPresent()
                || running.filter(stack -> stack.top().skill().equals(button.skill())).isEmpty();
    }
}
