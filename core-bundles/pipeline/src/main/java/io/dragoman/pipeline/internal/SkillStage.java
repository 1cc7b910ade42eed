package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.IntentMatcher;
import io.dragoman.dialogue.IntentRanking;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the skill whose examples are nearest to what the customer said, unless an article answers
 * it and is clearly nearer: "when do you ship" is a question, "when does my order ship" is not.
 */
@Component(
        service = {Stage.class, RulesStage.Intents.class},
        property = Stage.ORDER + ":Integer=50")
public final class SkillStage implements Stage, RulesStage.Intents {

    private static final Logger LOG = LoggerFactory.getLogger(SkillStage.class);

    /** How much nearer an article must be than the skill. */
    private static final double CLEARLY = 0.05;

    private final IntentMatcher matcher;
    private final SkillDialogues dialogues;
    private final Knowledge knowledge;

    @Activate
    public SkillStage(
            @Reference(name = "matcher") IntentMatcher matcher,
            @Reference(name = "dialogues") SkillDialogues dialogues,
            @Reference(name = "knowledge") Knowledge knowledge) {
        this.matcher = matcher;
        this.dialogues = dialogues;
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "skill";
    }

    @Override
    public Duration limit() {
        return dialogues.limit();
    }

    @Override
    public Optional<Facts.Intent> best(Turn turn) {
        return matcher.rank(turn.text())
                .chosen()
                .map(best -> new Facts.Intent(best.skill(), best.score()));
    }

    @Override
    public boolean ready() {
        return matcher.ready();
    }

    @Override
    public StageResult attempt(Turn turn) {
        var ranking = matcher.rank(turn.text());
        if (ranking.chosen().isEmpty()) {
            return StageResult.pass(
                    shown(Report.of("skill.none", "reason", ranking.reason()), ranking));
        }
        if (articleIsNearer(turn, ranking.chosen().get().score())) {
            var report = Report.of("skill.article-nearer", "skill", ranking.chosen().get().skill());
            return StageResult.pass(shown(report, ranking));
        }
        var result = dialogues.begin(turn, ranking.chosen().get().skill(), Map.of());
        var report = shown(result.report(), ranking);
        return switch (result) {
            case StageResult.Answer answer -> new StageResult.Answer(report, answer.effects());
            case StageResult.Pass pass -> new StageResult.Pass(report, pass.effects());
            case StageResult.Skip skip -> new StageResult.Skip(report);
            case StageResult.Failed failed -> new StageResult.Failed(report);
        };
    }

    private boolean articleIsNearer(Turn turn, double score) {
        try {
            var verdict = knowledge.ask(turn.conversation().site(), turn.locale(), turn.text());
            return verdict instanceof Verdict.Answer answer
                    && answer.best().score() > score + CLEARLY;
        } catch (RuntimeException e) {
            LOG.warn("The articles could not be compared with the skills: {}", e.toString());
            return false;
        }
    }

    private static Report shown(Report report, IntentRanking ranking) {
        List<Object> candidates =
                ranking.candidates().stream()
                        .map(
                                candidate ->
                                        (Object)
                                                Map.of(
                                                        "id", candidate.skill(),
                                                        "title", candidate.skill(),
                                                        "score", rounded(candidate.score()),
                                                        "matched", candidate.example()))
                        .toList();
        return report.with("candidates", candidates);
    }

    private static double rounded(double score) {
        return Math.round(score * 1000) / 1000.0;
    }
}
