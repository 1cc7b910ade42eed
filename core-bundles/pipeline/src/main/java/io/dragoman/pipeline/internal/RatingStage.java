package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.RatingPayload;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The customer chose one of the stars that an agent or a rule asked for: keeps it, and thanks. */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=15")
public final class RatingStage implements Stage {

    private final DeskActions desk;
    private final Texts texts = PipelineTexts.load();

    @Activate
    public RatingStage(@Reference(name = "desk") DeskActions desk) {
        this.desk = desk;
    }

    @Override
    public String name() {
        return "rating";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(5);
    }

    @Override
    public StageResult attempt(Turn turn) {
        var score = RatingPayload.score(turn.text());
        if (score.isEmpty()) {
            return StageResult.skip("rating.none");
        }
        var result = desk.rate(turn.conversation().id(), score.getAsInt(), "");
        if (!(result instanceof Result.Done)) {
            return StageResult.skip("rating.none");
        }
        var stars = Integer.toString(score.getAsInt());
        return new StageResult.Answer(
                Report.of("rating.kept", "score", stars),
                Effects.say(List.of(Part.text(texts.get(turn.locale(), "rating.thanks")))));
    }
}
