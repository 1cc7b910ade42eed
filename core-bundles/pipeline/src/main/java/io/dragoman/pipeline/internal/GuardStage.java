package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keeps away what no other stage should have to deal with: nothing, too much, too often, or
 * forbidden words.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=10")
@Designate(ocd = GuardStage.Config.class)
public final class GuardStage implements Stage {

    /** What is too much. */
    @ObjectClassDefinition(name = "Guard")
    public @interface Config {
        @AttributeDefinition(
                description = "Messages of one conversation in ten seconds at most",
                min = "1")
        int messagesPerTenSeconds() default 300;
    }

    /** The key of the report when a rule has blocked a message. */
    static final String BLOCKED = "guard.blocked";

    private final Facts facts;
    private final RuleEngine rules;
    private final Texts texts;
    private final Flood flood;

    @Activate
    public GuardStage(
            @Reference(name = "facts") Facts facts,
            @Reference(name = "rules") RuleEngine rules,
            Config config) {
        this.facts = facts;
        this.rules = rules;
        this.texts = PipelineTexts.load();
        this.flood = new Flood(config.messagesPerTenSeconds(), Duration.ofSeconds(10));
    }

    @Override
    public String name() {
        return "guard";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Optional<StageResult> atOnce(Turn turn) {
        return facts.askNobody(turn) ? Optional.of(attempt(turn)) : Optional.empty();
    }

    @Override
    public StageResult attempt(Turn turn) {
        if (flood.tooMany(turn.conversation().id(), turn.now())) {
            return say(turn, "guard.flood");
        }
        var text = turn.text();
        if (text.isEmpty()
                && turn.message().parts().stream().allMatch(Part.Text.class::isInstance)) {
            return say(turn, "guard.empty");
        }
        if (text.isEmpty()) {
            return say(turn, "guard.attachment");
        }
        if (text.length() > Turn.LONGEST) {
            return say(turn, "guard.too-long");
        }
        var outcome =
                rules.decide(RuleEngine.Phase.GUARD, facts.of(turn, Facts.Intent.NONE), limit());
        for (var decision : outcome.decisions()) {
            if (decision instanceof Decision.Block block) {
                var report = RuleReports.of(BLOCKED, outcome);
                var said = Effects.say(List.of(Part.text(block.text())));
                return new StageResult.Answer(report, said.after(RuleReports.marks(outcome)));
            }
        }
        return new StageResult.Pass(
                RuleReports.of("guard.clean", outcome), RuleReports.marks(outcome));
    }

    private StageResult say(Turn turn, String key) {
        var text = texts.get(turn.locale(), key, Turn.LONGEST);
        return new StageResult.Answer(Report.of(key), Effects.say(List.of(Part.text(text))));
    }
}
