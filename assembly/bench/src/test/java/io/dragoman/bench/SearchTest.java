package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.bench.Search.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    @ParameterizedTest
    @ValueSource(doubles = {3, 40, 499, 500, 6_100, 23_000})
    void theHighestRateIsFoundWithinAnEighthOfWhatTheServerCan(double can) throws Exception {
        var search = new Search();

        double found = search.highest(500, rate -> new Step(rate, 5, rate <= can));

        assertThat(found).isBetween(can / 1.13, can);
        assertThat(search.steps()).hasSizeLessThanOrEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 2_000})
    void aServerThatKeepsUpNothingHasNoHighestRate(double start) throws Exception {
        var search = new Search();

        assertThat(search.highest(start, rate -> new Step(rate, 900, false))).isZero();
        assertThat(search.steps().getLast().rate()).isBetween(1.0, 3.0);
    }
}
