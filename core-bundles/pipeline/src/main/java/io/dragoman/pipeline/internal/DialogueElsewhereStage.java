package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.DialogueStack;
import io.dragoman.dialogue.Proposal;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The dialogue that the same person has left open on another channel goes on here, when the message
 * answers its question or says so. It stands after the rules, because looking for it costs a query.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=45")
public final class DialogueElsewhereStage implements Stage {

    private static final Set<String> GO_ON =
            Set.of("继续", "接着办", "接着来", "继续刚才的", "刚才的", "continue", "go on", "resume", "carry on");

    private final SkillDialogues dialogues;
    private final Elsewhere elsewhere;

    @Activate
    public DialogueElsewhereStage(
            @Reference(name = "dialogues") SkillDialogues dialogues,
            @Reference(name = "elsewhere") Elsewhere elsewhere) {
        this.dialogues = dialogues;
        this.elsewhere = elsewhere;
    }

    @Override
    public String name() {
        return "dialogue-elsewhere";
    }

    @Override
    public Duration limit() {
        return dialogues.limit();
    }

    @Override
    public StageResult attempt(Turn turn) {
        if (dialogues.running(turn).isPresent()) {
            return StageResult.skip("dialogue.here");
        }
        var left = elsewhere.find(turn);
        if (left.isEmpty()) {
            return Proposal.isButton(turn.text())
                    ? dialogues.closed(turn)
                    : StageResult.skip("dialogue.none");
        }
        var stack = left.get().stack();
        boolean wish = GO_ON.contains(turn.text().strip().toLowerCase(Locale.ROOT));
        if (!wish && !answers(turn, stack)) {
            return StageResult.pass(
                    Report.of("dialogue.left-elsewhere", "skill", stack.top().skill()));
        }
        var result = wish ? dialogues.repeat(turn, stack) : dialogues.resume(turn, stack, false);
        if (result instanceof StageResult.Answer) {
            elsewhere.moved(left.get());
        }
        return result;
    }

    /** Where anything would be an answer, only an express wish moves the dialogue. */
    private boolean answers(Turn turn, DialogueStack stack) {
        return !dialogues.takesAnything(turn, stack) && dialogues.couldAnswer(turn, stack);
    }
}
