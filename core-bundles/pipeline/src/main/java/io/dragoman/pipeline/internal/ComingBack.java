package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Turn;
import java.util.ArrayList;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * When something else was answered in the middle of a dialogue ("by the way, when do you close?"),
 * the conversation comes back to the question that is still open - twice; who goes on asking other
 * things then is not nagged. Thread-safe.
 */
@Component(service = ComingBack.class)
public final class ComingBack implements TurnRunner.Afterwards {

    private static final Set<String> ANSWERS = Set.of("rules", "knowledge", "model");

    private final SkillDialogues dialogues;

    @Activate
    public ComingBack(@Reference(name = "dialogues") SkillDialogues dialogues) {
        this.dialogues = dialogues;
    }

    @Override
    public Ladder.Climb after(Turn turn, Ladder.Climb climb) {
        var effects = climb.effects();
        if (!ANSWERS.contains(climb.answeredBy())
                || effects.dialogue().isPresent()
                || effects.handOver().isPresent()) {
            return climb;
        }
        var running = dialogues.running(turn);
        if (running.isEmpty()) {
            return climb;
        }
        long start = System.nanoTime();
        var reminded = dialogues.remind(turn, effects, running.get());
        if (reminded.parts().equals(effects.parts())) {
            return climb;
        }
        var report = Report.of("dialogue.came-back", "skill", running.get().top().skill());
        var steps = new ArrayList<>(climb.steps());
        long nanos = System.nanoTime() - start;
        steps.add(new Ladder.Step("dialogue", Ladder.Outcome.PASSED, nanos, report, ""));
        return new Ladder.Climb(steps, climb.answeredBy(), reminded);
    }
}
