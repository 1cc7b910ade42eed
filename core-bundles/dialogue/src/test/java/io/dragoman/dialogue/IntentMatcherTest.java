package io.dragoman.dialogue;

import static io.dragoman.api.skill.SkillSpec.skill;
import static io.dragoman.dialogue.Skills.scripted;
import static io.dragoman.dialogue.Skills.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.skill.Turn;
import io.dragoman.dialogue.IntentThresholds.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class IntentMatcherTest {

    private final WhiteboardSkillRegistry registry =
            new WhiteboardSkillRegistry(FakeReference.ignorantRuntime(), Duration.ZERO);
    private final FakeEmbedder embedder = new FakeEmbedder();
    private final List<Runnable> retries = new ArrayList<>();
    private final IntentMatcher matcher =
            new IntentMatcher(
                    registry,
                    new IntentThresholds(
                            new Limits(0.6, 0.7, 0.99),
                            new Limits(0.6, 0.7, 0.99),
                            new Limits(0.6, 0.6, 1),
                            0.05),
                    Runnable::run,
                    retries::add);

    /** Three directions of meaning: parcels, money, anything else. */
    private static final class FakeEmbedder implements Embedder {
        final List<String> embedded = new ArrayList<>();
        boolean broken;

        @Override
        public String model(Locale language) {
            return "fake";
        }

        @Override
        public int dimension(Locale language) {
            return 3;
        }

        @Override
        public List<float[]> embed(Locale language, List<String> texts) {
            if (broken) {
                throw new IllegalStateException("no model");
            }
            embedded.addAll(texts);
            return texts.stream().map(FakeEmbedder::vector).toList();
        }

        private static float[] vector(String text) {
            float parcel = count(text, "parcel", "package", "deliver", "包裹", "快递");
            float money = count(text, "coupon", "price", "discount", "优惠", "价格");
            float rest = parcel + money == 0 ? 1 : 0.2f;
            float length = (float) Math.sqrt(parcel * parcel + money * money + rest * rest);
            return new float[] {parcel / length, money / length, rest / length};
        }

        private static float count(String text, String... words) {
            float count = 0;
            for (String word : words) {
                count += text.toLowerCase(Locale.ROOT).contains(word) ? 1 : 0;
            }
            return count;
        }
    }

    private void installBoth() {
        registry.install(
                source(1, "logistics", "1.0.0"),
                scripted(
                        skill("logistics").examples("where is my parcel", "我的包裹到哪了"),
                        d -> Turn.done()));
        registry.install(
                source(2, "coupon", "1.0.0"),
                scripted(
                        skill("coupon").examples("which coupon fits", "优惠券怎么用"), d -> Turn.done()));
    }

    @Test
    void findsNothingWhereNoSkillIsInstalled() {
        assertThat(matcher.rank("where is my parcel").candidates()).isEmpty();
    }

    @Test
    void findsASkillByMeaning() {
        matcher.bindEmbedder(embedder);
        installBoth();
        var ranking = matcher.rank("has the package been delivered yet");
        assertThat(ranking.chosen().orElseThrow().skill()).isEqualTo("logistics");
        assertThat(ranking.byMeaning()).isTrue();
        assertThat(ranking.candidates())
                .extracting(IntentRanking.Candidate::skill)
                .containsExactly("logistics", "coupon");
        assertThat(ranking.candidates().getFirst().by()).isEqualTo("meaning");
        assertThat(ranking.threshold()).isEqualTo(0.7);
    }

    @Test
    void comparesWithExamplesOfTheSentencesOwnLanguage() {
        matcher.bindEmbedder(embedder);
        installBoth();
        assertThat(matcher.rank("快递怎么还没来").chosen().orElseThrow().example()).isEqualTo("我的包裹到哪了");
    }

    @Test
    void choosesNoneBelowTheThreshold() {
        matcher.bindEmbedder(embedder);
        installBoth();
        var ranking = matcher.rank("do you sell bicycles");
        assertThat(ranking.chosen()).isEmpty();
        assertThat(ranking.candidates().getFirst().score()).isLessThan(ranking.threshold());
    }

    @Test
    void choosesNoneOfTwoThatAreEquallyNear() {
        matcher.bindEmbedder(embedder);
        installBoth();
        var ranking = matcher.rank("the price of a parcel");
        assertThat(ranking.chosen()).isEmpty();
        assertThat(ranking.candidates().getFirst().score()).isGreaterThan(ranking.threshold());
    }

    @Test
    void offersWhatIsNotNearEnoughToBeChosen() {
        matcher.bindEmbedder(embedder);
        installBoth();
        var ranking = matcher.rank("the price of a parcel");
        assertThat(ranking.offered())
                .extracting(IntentRanking.Candidate::skill)
                .containsExactlyInAnyOrder("logistics", "coupon");
        assertThat(matcher.rank("do you sell bicycles").offered()).isEmpty();
    }

    @Test
    void isSureOfWhatIsVeryNearHoweverNearTheSecondIs() {
        var limits = new Limits(0.6, 0.7, 0.9);
        var thresholds = new IntentThresholds(limits, limits, limits, 0.05);
        var close =
                List.of(
                        new IntentRanking.Candidate("a", 0.91, "x", "meaning"),
                        new IntentRanking.Candidate("b", 0.90, "y", "meaning"));
        var ranking = thresholds.decide(close, Language.ENGLISH, true);
        assertThat(ranking.chosen().orElseThrow().skill()).isEqualTo("a");
        assertThat(ranking.sure()).isTrue();
        var less = List.of(new IntentRanking.Candidate("a", 0.89, "x", "meaning"), close.get(1));
        assertThat(thresholds.decide(less, Language.ENGLISH, true).chosen()).isEmpty();
    }

    @Test
    void comparesTheWordingWhileThereAreNoVectors() {
        installBoth();
        assertThat(matcher.rank("Where is my parcel?").chosen().orElseThrow().score()).isEqualTo(1);
        assertThat(matcher.rank("hi, where is my parcel please").chosen().orElseThrow().skill())
                .isEqualTo("logistics");
        assertThat(matcher.rank("请问优惠券怎么用呀").chosen().orElseThrow().skill()).isEqualTo("coupon");
        assertThat(matcher.rank("包裹到哪里了").byMeaning()).isFalse();
        assertThat(matcher.rank("good morning").chosen()).isEmpty();
    }

    @Test
    void trustsTheSameWordingMoreThanVectors() {
        registry.install(
                source(1, "greeting", "1.0.0"),
                scripted(skill("greeting").examples("good morning"), d -> Turn.done()));
        registry.install(
                source(2, "other", "1.0.0"),
                scripted(skill("other").examples("something else"), d -> Turn.done()));
        matcher.bindEmbedder(embedder);
        assertThat(matcher.rank("Good morning!").chosen().orElseThrow().skill())
                .isEqualTo("greeting");
    }

    @Test
    void makesVectorsOnceForEachExample() {
        matcher.bindEmbedder(embedder);
        installBoth();
        registry.remove(2);
        assertThat(embedder.embedded).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void makesThemAnewForAnotherModel() {
        matcher.bindEmbedder(embedder);
        installBoth();
        var other = new FakeEmbedder();
        matcher.bindEmbedder(other);
        matcher.unbindEmbedder(embedder);
        assertThat(other.embedded).hasSize(4);
        assertThat(matcher.rank("has the package been delivered").byMeaning()).isTrue();
    }

    @Test
    void triesAgainWhenTheModelWasNotReady() {
        embedder.broken = true;
        matcher.bindEmbedder(embedder);
        installBoth();
        assertThat(matcher.rank("has the package been delivered").byMeaning()).isFalse();
        embedder.broken = false;
        retries.forEach(Runnable::run);
        assertThat(matcher.rank("has the package been delivered").byMeaning()).isTrue();
    }

    @Test
    void goesOnWithWordingWhenTheEmbedderFails() {
        matcher.bindEmbedder(embedder);
        installBoth();
        embedder.broken = true;
        assertThat(matcher.rank("where is my parcel").chosen().orElseThrow().skill())
                .isEqualTo("logistics");
        matcher.unbindEmbedder(embedder);
        assertThat(matcher.rank("where is my parcel").chosen()).isPresent();
    }

    @Test
    void forgetsASkillThatGoes() {
        installBoth();
        registry.remove(1);
        assertThat(matcher.rank("where is my parcel").candidates())
                .extracting(IntentRanking.Candidate::skill)
                .containsExactly("coupon");
        matcher.close();
    }
}
