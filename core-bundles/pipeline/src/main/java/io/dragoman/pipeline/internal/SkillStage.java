package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.IntentRanking;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.internal.Understanding.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Starts the skill whose examples are nearest to what the customer said, unless an article answers
 * it as well: "when do you ship" is a question, "when does my order ship" is not.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=50")
public final class SkillStage implements Stage {

    private final Understanding understanding;
    private final SkillDialogues dialogues;

    @Activate
    public SkillStage(
            @Reference(name = "understanding") Understanding understanding,
            @Reference(name = "dialogues") SkillDialogues dialogues) {
        this.understanding = understanding;
        this.dialogues = dialogues;
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
    public boolean ready() {
        return understanding.skillsReady();
    }

    @Override
    public StageResult attempt(Turn turn) {
        var ranking = understanding.skills(turn);
        return switch (understanding.wish(turn)) {
            case Wish.Begin begin -> begin(turn, begin.skill(), ranking);
            case Wish.Told told ->
                    StageResult.pass(
                            shown(
                                    Report.of("skill.article-nearer", "skill", told.skill()),
                                    ranking));
            case Wish.Unclear unclear -> StageResult.pass(shown(unclear.why(), ranking));
        };
    }

    private StageResult begin(Turn turn, String skill, IntentRanking ranking) {
        var result = dialogues.begin(turn, skill, Map.of());
        var report = shown(result.report(), ranking);
        return switch (result) {
            case StageResult.Answer answer -> new StageResult.Answer(report, answer.effects());
            case StageResult.Pass pass -> {
                understanding.declined(turn, skill);
                yield new StageResult.Pass(report, pass.effects());
            }
            case StageResult.Skip skip -> new StageResult.Skip(report);
            case StageResult.Failed failed -> new StageResult.Failed(report);
        };
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
