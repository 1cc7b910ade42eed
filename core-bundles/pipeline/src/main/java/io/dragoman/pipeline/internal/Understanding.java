package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.IntentMatcher;
import io.dragoman.dialogue.IntentRanking;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a message may mean: the skills and the articles that are near it, weighed against each
 * other. They are looked for once in a turn, whichever stage asks first. Thread-safe.
 */
@Component(service = {Understanding.class, RulesStage.Intents.class})
@Designate(ocd = Understanding.Config.class)
public final class Understanding implements RulesStage.Intents {

    private static final Logger LOG = LoggerFactory.getLogger(Understanding.class);

    private static final int MOST_SKILLS = 2;
    private static final int MOST_OPTIONS = 3;

    /** How skills and articles are weighed against each other; scores are 0 to 1. */
    @ObjectClassDefinition(name = "Dragoman: skill or article")
    public @interface Config {

        /** Telling costs less than doing. */
        @AttributeDefinition(
                name = "How far behind a skill an article may be that is told instead",
                min = "0",
                max = "1")
        double behind() default 0.05;

        /** The bot asks which is meant. */
        @AttributeDefinition(
                name = "How far behind a skill that is not sure an article may be for a question",
                min = "0",
                max = "1")
        double beside() default 0.08;
    }

    private final Function<String, IntentRanking> skills;
    private final BooleanSupplier skillsReady;
    private final Knowledge knowledge;
    private final Config config;
    private final Heard heard = new Heard();

    @Activate
    public Understanding(
            @Reference(name = "matcher") IntentMatcher matcher,
            @Reference(name = "knowledge") Knowledge knowledge,
            Config config) {
        this(matcher::rank, matcher::ready, knowledge, config);
    }

    /** Compares with whatever it is given. */
    Understanding(
            Function<String, IntentRanking> skills,
            BooleanSupplier skillsReady,
            Knowledge knowledge,
            Config config) {
        this.skills = skills;
        this.skillsReady = skillsReady;
        this.knowledge = knowledge;
        this.config = config;
    }

    /** Something that the customer may mean, to be asked about. */
    sealed interface Option {

        /** 0 to 1. */
        double score();

        /** A skill that may be meant. */
        record OfSkill(String skill, double score) implements Option {}

        /** An article that may be meant. */
        record OfArticle(Verdict.Candidate article) implements Option {
            @Override
            public double score() {
                return article.score();
            }
        }
    }

    /** Whether skills can be compared with what is said. */
    boolean skillsReady() {
        return skillsReady.getAsBoolean();
    }

    /** Whether articles can be. */
    boolean articlesReady() {
        return knowledge.ready();
    }

    @Override
    public Optional<Facts.Intent> best(Turn turn) {
        return skills(turn).chosen().map(best -> new Facts.Intent(best.skill(), best.score()));
    }

    /** The skills that are near. */
    IntentRanking skills(Turn turn) {
        return heard.of(turn).skills(() -> skills.apply(turn.text()));
    }

    /**
     * The articles that are near.
     *
     * @throws RuntimeException when the index or the models cannot be used
     */
    Verdict articles(Turn turn) {
        return heard.of(turn)
                .articles(
                        () ->
                                knowledge.ask(
                                        turn.conversation().site(), turn.locale(), turn.text()));
    }

    /** Whether the chosen skill is to begin, or why it is not. */
    sealed interface Wish {

        /** Begin it. */
        record Begin(String skill) implements Wish {}

        /** An article answers as well, and is told; the skill is offered with it. */
        record Told(String skill) implements Wish {}

        /** No skill is clear enough, and why. */
        record Unclear(Report why) implements Wish {}
    }

    /** What is to be done about the skills; without articles when these cannot be compared. */
    Wish wish(Turn turn) {
        var ranking = skills(turn);
        if (ranking.chosen().isEmpty()) {
            return new Wish.Unclear(unclear(ranking));
        }
        var best = ranking.chosen().get();
        // The very words of an example are as clear as can be.
        if (best.score() >= 1) {
            return new Wish.Begin(best.skill());
        }
        var verdict = comparable(turn);
        double article =
                verdict.map(Verdict::candidates).orElse(List.of()).stream()
                        .mapToDouble(Verdict.Candidate::score)
                        .findFirst()
                        .orElse(0);
        return switch (verdict.orElse(null)) {
            case Verdict.Answer answer when article >= best.score() - config.behind() ->
                    new Wish.Told(best.skill());
            case Verdict.DidYouMean mean
                    when !ranking.sure() && article >= best.score() - config.beside() ->
                    new Wish.Unclear(Report.of("skill.article-beside", "skill", best.skill()));
            case null, default -> new Wish.Begin(best.skill());
        };
    }

    private static Report unclear(IntentRanking ranking) {
        if (ranking.candidates().isEmpty()) {
            return Report.of("skill.none");
        }
        var best = ranking.candidates().getFirst();
        return best.score() < ranking.threshold()
                ? Report.of(
                        "skill.below-threshold",
                        "skill",
                        best.skill(),
                        "score",
                        rounded(best.score()),
                        "threshold",
                        rounded(ranking.threshold()))
                : Report.of(
                        "skill.too-close",
                        "skill",
                        best.skill(),
                        "other",
                        ranking.candidates().get(1).skill());
    }

    private static String rounded(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private Optional<Verdict> comparable(Turn turn) {
        try {
            return Optional.of(articles(turn));
        } catch (RuntimeException e) {
            LOG.warn("The articles could not be compared with the skills: {}", e.toString());
            return Optional.empty();
        }
    }

    /** The skill has looked at the message and it is none of its business. */
    void declined(Turn turn, String skill) {
        heard.of(turn).declined(skill);
    }

    /** What to ask the customer about, the nearest first; may be empty. */
    List<Option> options(Turn turn) {
        var declined = heard.of(turn).declined();
        var options = new ArrayList<Option>();
        skills(turn).offered().stream()
                .filter(candidate -> !declined.contains(candidate.skill()))
                .limit(MOST_SKILLS)
                .forEach(c -> options.add(new Option.OfSkill(c.skill(), c.score())));
        if (articles(turn) instanceof Verdict.DidYouMean mean) {
            mean.choices().forEach(article -> options.add(new Option.OfArticle(article)));
        }
        options.sort(Comparator.comparingDouble(Option::score).reversed());
        return options.stream().limit(MOST_OPTIONS).toList();
    }
}
