package io.dragoman.knowledge.internal;

import io.dragoman.api.knowledge.KnowledgeIndex;
import io.dragoman.api.message.Texts;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.Verdict.Candidate;
import io.dragoman.knowledge.Verdict.Thresholds;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Answers from the index, by limits that were measured; see docs/knowledge.md. */
@Component(service = Knowledge.class, configurationPid = "io.dragoman.knowledge")
@Designate(ocd = IndexedKnowledge.Config.class)
public final class IndexedKnowledge implements Knowledge {

    private static final int MOST_CANDIDATES = 20;

    private final KnowledgeIndex index;
    private final KnowledgeBase base;
    private final AnswerPolicy chinese;
    private final AnswerPolicy english;

    /** Limits of nearness, for each language since each has a model of its own. */
    @ObjectClassDefinition(name = "Knowledge answers")
    public @interface Config {

        @AttributeDefinition(name = "Chinese: answer from here on, given the margin")
        double zhAnswer() default 0.66;

        @AttributeDefinition(name = "Chinese: how much nearer than the next article")
        double zhMargin() default 0.03;

        @AttributeDefinition(name = "Chinese: answer from here on, whatever the margin")
        double zhSure() default 0.80;

        @AttributeDefinition(name = "Chinese: offer choices from here on")
        double zhChoices() default 0.59;

        @AttributeDefinition(name = "English: answer from here on, given the margin")
        double enAnswer() default 0.71;

        @AttributeDefinition(name = "English: how much nearer than the next article")
        double enMargin() default 0.04;

        @AttributeDefinition(name = "English: answer from here on, whatever the margin")
        double enSure() default 0.83;

        @AttributeDefinition(name = "English: offer choices from here on")
        double enChoices() default 0.70;
    }

    /** With the limits of the configuration. */
    @Activate
    public IndexedKnowledge(
            @Reference(name = "index") KnowledgeIndex index,
            @Reference(name = "base") KnowledgeBase base,
            Config config) {
        this.index = index;
        this.base = base;
        this.chinese = new AnswerPolicy(chinese(config));
        this.english = new AnswerPolicy(english(config));
    }

    static Thresholds chinese(Config config) {
        return new Thresholds(
                config.zhAnswer(), config.zhMargin(), config.zhSure(), config.zhChoices());
    }

    static Thresholds english(Config config) {
        return new Thresholds(
                config.enAnswer(), config.enMargin(), config.enSure(), config.enChoices());
    }

    @Override
    public boolean ready() {
        var state = base.keeper().state();
        return state.syncedAt().isPresent() || state.problem().isPresent();
    }

    @Override
    public Verdict ask(String site, Locale language, String question) {
        return ask(site, language, question, CANDIDATES);
    }

    @Override
    public Verdict ask(String site, Locale language, String question, int candidates) {
        var locale = Texts.supported(language);
        var policy = locale.equals(Locale.ENGLISH) ? english : chinese;
        var core = Courtesies.strip(question);
        if (core.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return policy.judge(List.of());
        }
        int limit = Math.clamp(candidates, 1, MOST_CANDIDATES);
        // The verdict must not depend on how many the caller wants to see.
        var found = search(site, locale, core, Math.max(limit, CANDIDATES));
        return shown(policy.judge(found), limit);
    }

    private List<Candidate> search(String site, Locale locale, String question, int limit) {
        try {
            return index.search(site, locale, question, limit).stream()
                    .map(
                            hit ->
                                    new Candidate(
                                            hit.id(),
                                            hit.question(),
                                            hit.matched(),
                                            hit.answer(),
                                            base.keeper().source(hit.id()),
                                            hit.score()))
                    .toList();
        } catch (UncheckedIOException e) {
            base.repair();
            throw e;
        }
    }

    private static Verdict shown(Verdict verdict, int limit) {
        var few = verdict.candidates().stream().limit(limit).toList();
        return switch (verdict) {
            case Verdict.Answer answer ->
                    new Verdict.Answer(answer.best(), few, answer.thresholds());
            case Verdict.DidYouMean choices ->
                    new Verdict.DidYouMean(choices.choices(), few, choices.thresholds());
            case Verdict.Pass pass -> new Verdict.Pass(few, pass.thresholds());
        };
    }
}
