package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.dialogue.IntentRanking;
import io.dragoman.dialogue.IntentRanking.Candidate;
import io.dragoman.knowledge.Knowledge;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Report;
import io.dragoman.pipeline.Turn;
import io.dragoman.pipeline.internal.Understanding.Option;
import io.dragoman.pipeline.internal.Understanding.Wish;
import io.dragoman.testkit.Configs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderstandingTest {

    private static final Verdict.Thresholds LIMITS = new Verdict.Thresholds(0.7, 0.03, 0.8, 0.6);

    private final AtomicInteger ranked = new AtomicInteger();
    private final AtomicInteger searched = new AtomicInteger();
    private final Turn turn = LadderTest.turn("when do you ship");

    private static IntentRanking ranking(double score, boolean chosen, boolean sure) {
        var candidates =
                List.of(
                        new Candidate("hurry", score, "ship it now", "meaning"),
                        new Candidate("orders", score - 0.1, "my order", "meaning"),
                        new Candidate("parcel", score - 0.2, "my parcel", "meaning"));
        return new IntentRanking(
                candidates,
                Optional.of(candidates.getFirst()).filter(best -> chosen),
                sure,
                candidates,
                true,
                0.7);
    }

    private static Verdict.Candidate article(String id, double score) {
        return new Verdict.Candidate(id, id + "?", id + "?", "Today.", "", score);
    }

    private static Verdict answer(double score) {
        var best = article("ship-when", score);
        return new Verdict.Answer(best, List.of(best), LIMITS);
    }

    private static Verdict mean(double... scores) {
        var choices =
                java.util.stream.IntStream.range(0, scores.length)
                        .mapToObj(i -> article("article-" + i, scores[i]))
                        .toList();
        return new Verdict.DidYouMean(choices, choices, LIMITS);
    }

    private static Verdict nothing() {
        return new Verdict.Pass(List.of(), LIMITS);
    }

    private Understanding of(IntentRanking skills, Verdict articles) {
        var knowledge =
                new Knowledge() {
                    @Override
                    public boolean ready() {
                        return true;
                    }

                    @Override
                    public Verdict ask(String site, Locale language, String question) {
                        searched.incrementAndGet();
                        if (articles == null) {
                            throw new IllegalStateException("no index");
                        }
                        return articles;
                    }

                    @Override
                    public Verdict ask(String site, Locale language, String question, int most) {
                        return ask(site, language, question);
                    }
                };
        return new Understanding(
                text -> {
                    ranked.incrementAndGet();
                    return skills;
                },
                () -> true,
                knowledge,
                Configs.of(Understanding.Config.class, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        // skill, sure, article, what is done
        "0.80, false, 0.74, hurry",
        "0.80, false, 0.75, told",
        "0.80, false, 0.90, told",
        "0.95, true,  0.91, told",
        "0.95, true,  0.89, hurry",
        "1.00, true,  1.00, hurry"
    })
    void anArticleThatAnswersGoesBeforeASkillThatIsNotClearlyNearer(
            double skill, boolean sure, double article, String expected) {
        var wish = of(ranking(skill, true, sure), answer(article)).wish(turn);
        assertThat(wish)
                .isEqualTo(
                        expected.equals("told") ? new Wish.Told("hurry") : new Wish.Begin("hurry"));
    }

    @ParameterizedTest
    @CsvSource({"0.80, false, 0.73, false", "0.80, false, 0.71, true", "0.95, true, 0.90, true"})
    void anArticleBesideASkillThatIsNotSureMakesItAsk(
            double skill, boolean sure, double article, boolean begins) {
        var wish = of(ranking(skill, true, sure), mean(article)).wish(turn);
        assertThat(wish instanceof Wish.Begin).isEqualTo(begins);
    }

    @Test
    void aSkillBeginsWhereNoArticleIsNear() {
        assertThat(of(ranking(0.7, true, false), nothing()).wish(turn))
                .isEqualTo(new Wish.Begin("hurry"));
    }

    @Test
    void aSkillBeginsWhereArticlesCannotBeSearched() {
        var understanding = of(ranking(0.7, true, false), null);
        assertThat(understanding.wish(turn)).isEqualTo(new Wish.Begin("hurry"));
        assertThatThrownBy(() -> understanding.articles(turn)).hasMessage("no index");
    }

    @Test
    void tellsWhyNoSkillBegins() {
        assertThat(why(ranking(0.65, false, false)))
                .isEqualTo(
                        Report.of(
                                "skill.below-threshold",
                                "skill",
                                "hurry",
                                "score",
                                "0.65",
                                "threshold",
                                "0.70"));
        assertThat(why(ranking(0.8, false, false)))
                .isEqualTo(Report.of("skill.too-close", "skill", "hurry", "other", "orders"));
        var nothing = new IntentRanking(List.of(), Optional.empty(), false, List.of(), false, 0.7);
        assertThat(why(nothing)).isEqualTo(Report.of("skill.none"));
    }

    private Report why(IntentRanking ranking) {
        return ((Wish.Unclear) of(ranking, nothing()).wish(turn)).why();
    }

    @Test
    void asksAboutTheNearestSkillsAndArticlesTogether() {
        var options = of(ranking(0.72, false, false), mean(0.7, 0.6)).options(turn);
        assertThat(options)
                .containsExactly(
                        new Option.OfSkill("hurry", 0.72),
                        new Option.OfArticle(article("article-0", 0.7)),
                        new Option.OfSkill("orders", 0.62));
    }

    @Test
    void doesNotOfferASkillThatHasLookedAtTheMessageInVain() {
        var understanding = of(ranking(0.72, true, false), nothing());
        understanding.declined(turn, "hurry");
        assertThat(understanding.options(turn))
                .extracting(option -> ((Option.OfSkill) option).skill())
                .containsExactly("orders", "parcel");
    }

    @Test
    void looksOnceForAllStagesOfATurn() {
        var understanding = of(ranking(0.8, true, false), mean(0.7));
        understanding.best(turn);
        understanding.wish(turn);
        understanding.options(turn);
        understanding.articles(turn);
        assertThat(List.of(ranked.get(), searched.get())).containsExactly(1, 1);
        understanding.wish(LadderTest.turn("something else"));
        assertThat(List.of(ranked.get(), searched.get())).containsExactly(2, 2);
    }
}
