package io.dragoman.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentimentTest {

    @Test
    void angerIsNoticedAtOnceInBothLanguages() {
        assertThat(Sentiment.after(0, "你们太差劲了，垃圾")).isLessThan(-0.6);
        assertThat(Sentiment.after(0, "This is ridiculous, the worst shop ever")).isLessThan(-0.6);
    }

    @Test
    void angerFadesWithNeutralWordsAndTurnsWithKindOnes() {
        double angry = Sentiment.after(0, "垃圾！");
        assertThat(Sentiment.after(angry, "订单什么时候到")).isBetween(angry, 0.0);
        assertThat(Sentiment.after(angry, "谢谢，太好了")).isGreaterThan(0.3);
    }

    @Test
    void aPlainQuestionHasNoMood() {
        assertThat(Sentiment.after(0, "what are the shipping fees?")).isZero();
    }
}
