package io.dragoman.knowledge.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.knowledge.Verdict;
import io.dragoman.knowledge.Verdict.Candidate;
import io.dragoman.knowledge.Verdict.Thresholds;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AnswerPolicyTest {

    private final AnswerPolicy policy = new AnswerPolicy(new Thresholds(0.7, 0.05, 0.9, 0.6));

    @Test
    void answersWhenTheBestIsNearAndClearlyAhead() {
        assertThat(judge(0.75, 0.69)).isInstanceOf(Verdict.Answer.class);
        assertThat(judge(0.70)).isInstanceOf(Verdict.Answer.class);
    }

    @Test
    void asksBackWhenTwoAreAlike() {
        assertThat(judge(0.75, 0.74, 0.72, 0.70, 0.2))
                .isInstanceOfSatisfying(
                        Verdict.DidYouMean.class, asked -> assertThat(asked.choices()).hasSize(3));
    }

    @Test
    void asksBackWhenTheBestIsOnlyFairlyNear() {
        assertThat(judge(0.65, 0.2))
                .isInstanceOfSatisfying(
                        Verdict.DidYouMean.class, asked -> assertThat(asked.choices()).hasSize(1));
    }

    @Test
    void answersWhenSureWhateverTheMargin() {
        assertThat(judge(0.9, 0.9)).isInstanceOf(Verdict.Answer.class);
    }

    @Test
    void passesWhenNothingIsNear() {
        assertThat(judge(0.59, 0.1)).isInstanceOf(Verdict.Pass.class);
        assertThat(judge()).isInstanceOf(Verdict.Pass.class);
        assertThat(judge(0.3).candidates()).hasSize(1);
    }

    private Verdict judge(double... scores) {
        return policy.judge(
                DoubleStream.of(scores)
                        .mapToObj(score -> new Candidate("id", "q", "q", "a", "", score))
                        .toList());
    }
}
