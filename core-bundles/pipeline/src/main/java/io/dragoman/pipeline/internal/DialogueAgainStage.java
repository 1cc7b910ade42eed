package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * When nobody else understood the message either, the running skill asks its question again, and
 * gives up to a person after the third time.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=80")
public final class DialogueAgainStage implements Stage {

    private final SkillDialogues dialogues;

    @Activate
    public DialogueAgainStage(@Reference(name = "dialogues") SkillDialogues dialogues) {
        this.dialogues = dialogues;
    }

    @Override
    public String name() {
        return "dialogue-again";
    }

    @Override
    public Duration limit() {
        return dialogues.limit();
    }

    @Override
    public StageResult attempt(Turn turn) {
        return dialogues
                .running(turn)
                .map(stack -> dialogues.resume(turn, stack, true))
                .orElseGet(() -> StageResult.skip("dialogue.none"));
    }
}
