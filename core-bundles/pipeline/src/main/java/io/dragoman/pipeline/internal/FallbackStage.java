package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The last rung: asks back once when nobody understood, and brings a person in when it happens
 * again. It always answers.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=90")
@Designate(ocd = FallbackStage.Config.class)
public final class FallbackStage implements Stage {

    /** How patient the bot is. */
    @ObjectClassDefinition(name = "Fallback")
    public @interface Config {
        @AttributeDefinition(
                description = "Turns in a row without an answer before a person is brought in",
                min = "1")
        int missesBeforeHandOver() default 2;
    }

    private final int patience;
    private final Texts texts = PipelineTexts.load();

    @Activate
    public FallbackStage(Config config) {
        this.patience = config.missesBeforeHandOver();
    }

    @Override
    public String name() {
        return "handoff";
    }

    @Override
    public Duration limit() {
        return Duration.ZERO;
    }

    @Override
    public StageResult attempt(Turn turn) {
        int misses = turn.conversation().bot().misses() + 1;
        if (misses >= patience) {
            var reason = Report.of("handoff.misses", "count", Integer.toString(misses));
            var effects = Effects.NONE.withHandOver(new Effects.HandOver("", reason, "")).asMiss();
            return new StageResult.Answer(reason, effects);
        }
        var locale = turn.locale();
        var person =
                new Part.Action(
                        texts.get(locale, "person.button"), texts.get(locale, "person.payload"));
        var question = new Part.Choices(texts.get(locale, "miss.ask"), List.of(person));
        return new StageResult.Answer(
                Report.of("handoff.asked-back"), Effects.say(List.of(question)).asMiss());
    }
}
