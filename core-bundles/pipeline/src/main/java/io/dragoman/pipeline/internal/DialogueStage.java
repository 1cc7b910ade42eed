package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.ButtonPayload;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
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
        return Duration.ofSeconds(10);
    }

    @Override
    public StageResult attempt(Turn turn) {
        var running = dialogues.running(turn);
        var button = ButtonPayload.parse(turn.text());
        if (button.isPresent()
                && running.filter(state -> state.skill().equals(button.get().skill())).isEmpty()) {
            return dialogues.begin(turn, button.get().skill(), button.get().slots());
        }
        return running.map(state -> dialogues.resume(turn, state, false))
                .orElseGet(() -> StageResult.skip("dialogue.none"));
    }
}
