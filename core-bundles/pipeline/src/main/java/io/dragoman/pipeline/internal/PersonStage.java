package io.dragoman.pipeline.internal;

import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/** The customer asks for a person: that works in every state, before rules, skills and models. */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=20")
public final class PersonStage implements Stage {

    @Override
    public String name() {
        return "person";
    }

    @Override
    public Duration limit() {
        return Duration.ZERO;
    }

    @Override
    public StageResult attempt(Turn turn) {
        if (!PersonWish.wantsPerson(turn.text())) {
            return StageResult.skip("person.not-asked");
        }
        var reason = Report.of("handoff.customer-asked");
        return new StageResult.Answer(
                Report.of("person.asked"),
                Effects.NONE.withDialogue("").withHandOver(new Effects.HandOver("", reason, "")));
    }
}
