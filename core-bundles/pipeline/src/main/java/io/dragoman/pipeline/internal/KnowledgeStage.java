package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.api.message.Texts;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Effects;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Stage;
import io.dragoman.pipeline.StageResult;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.internal.Understanding.Option;
import io.dragoman.pipeline.internal.Understanding.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Answers from the nearest article, asks which of the nearest skills and articles is meant, or
 * passes.
 */
@Component(service = Stage.class, property = Stage.ORDER + ":Integer=60")
public final class KnowledgeStage implements Stage {

    private final Understanding understanding;
    private final SkillDialogues dialogues;
    private final Texts texts = PipelineTexts.load();

    @Activate
    public KnowledgeStage(
            @Reference(name = "understanding") Understanding understanding,
            @Reference(name = "dialogues") SkillDialogues dialogues) {
        this.understanding = understanding;
        this.dialogues = dialogues;
    }

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean ready() {
        return understanding.articlesReady();
    }

    @Override
    public StageResult attempt(Turn turn) {
        var verdict = understanding.articles(turn);
        if (verdict instanceof Verdict.Answer answer) {
            var report = Report.of("knowledge.answered", "score", score(answer.best().score()));
            return new StageResult.Answer(
                    shown(report, verdict), Effects.say(answer(turn, answer.best())));
        }
        var options = options(turn);
        return options.isEmpty()
                ? StageResult.pass(shown(Report.of("knowledge.none"), verdict))
                : new StageResult.Answer(
                        shown(Report.of("knowledge.offered"), verdict),
                        Effects.say(List.of(choices(turn, options))));
    }

    private List<Part.Action> options(Turn turn) {
        return understanding.options(turn).stream()
                .flatMap(
                        option ->
                                switch (option) {
                                    case Option.OfSkill of ->
                                            dialogues.button(turn, of.skill()).stream();
                                    case Option.OfArticle of ->
                                            Stream.of(asking(of.article().question()));
                                })
                .toList();
    }

    private static Part.Action asking(String question) {
        return new Part.Action(question, question);
    }

    /** Where a skill could do what the article tells of, its button stands below. */
    private List<Part> answer(Turn turn, Verdict.Candidate best) {
        var parts = new ArrayList<>(words(turn, best));
        if (understanding.wish(turn) instanceof Wish.Told told) {
            dialogues
                    .button(turn, told.skill())
                    .ifPresent(
                            button ->
                                    parts.add(
                                            new Part.Choices(
                                                    texts.get(turn.locale(), "knowledge.or-do-it"),
                                                    List.of(button))));
        }
        return parts;
    }

    private List<Part> words(Turn turn, Verdict.Candidate best) {
        return best.source().isBlank()
                ? List.of(Part.text(best.answer()))
                : List.of(
                        Part.text(
                                best.answer()
                                        + "\n\n"
                                        + texts.get(
                                                turn.locale(), "knowledge.source", best.source())));
    }

    private Part choices(Turn turn, List<Part.Action> nearest) {
        var options = new ArrayList<>(nearest);
        options.add(
                new Part.Action(
                        texts.get(turn.locale(), "knowledge.none-of-these"),
                        texts.get(turn.locale(), "person.payload")));
        return new Part.Choices(texts.get(turn.locale(), "knowledge.did-you-mean"), options);
    }

    private static Report shown(Report report, Verdict verdict) {
        List<Object> candidates =
                verdict.candidates().stream()
                        .map(
                                candidate ->
                                        (Object)
                                                Map.of(
                                                        "id", candidate.id(),
                                                        "title", candidate.question(),
                                                        "matched", candidate.matched(),
                                                        "score",
                                                                Math.round(candidate.score() * 1000)
                                                                        / 1000.0))
                        .toList();
        return report.with("candidates", candidates)
                .with("threshold", verdict.thresholds().answer())
                .with("margin", verdict.thresholds().margin());
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }
}
