package io.dragoman.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonPayloadTest {

    @Test
    void readsWhatItWrites() {
        var payload =
                new ButtonPayload("order-query", Map.of("order", "DM 100&001=%", "note", "你好"));
        assertThat(ButtonPayload.parse(payload.format())).contains(payload);
        assertThat(payload.format()).startsWith("skill:order-query?note=%E4%BD%A0");
    }

    @Test
    void keepsWhatTheCustomerHadSaid() {
        var payload =
                new ButtonPayload("logistics", Map.of("a", "1"), Optional.of("DM100001 # 到哪了?"));
        assertThat(ButtonPayload.parse(payload.format())).contains(payload);
        assertThat(ButtonPayload.parse("skill:logistics#SF1").orElseThrow().said()).contains("SF1");
    }

    @Test
    void cutsLongWordsBetweenCharacters() {
        var payload = new ButtonPayload("a", Map.of(), Optional.of("x" + "😀".repeat(500)));
        assertThat(payload.said().orElseThrow()).hasSize(119).endsWith("😀");
        assertThat(ButtonPayload.parse(payload.format())).contains(payload);
    }

    @Test
    void needsNoSlots() {
        assertThat(ButtonPayload.parse("skill:coupon"))
                .contains(new ButtonPayload("coupon", Map.of()));
        assertThat(new ButtonPayload("coupon", Map.of()).format()).isEqualTo("skill:coupon");
    }

    @Test
    void leavesOutSlotsWithoutAValue() {
        assertThat(ButtonPayload.parse("skill:a?x=&=y&z&b=1"))
                .contains(new ButtonPayload("a", Map.of("b", "1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "skill:",
                "skill:Not An Id",
                "skill: a",
                "my skill:coupon",
                "skill:a?b=%ZZ"
            })
    void takesAnythingElseForText(String text) {
        assertThat(ButtonPayload.parse(text)).isEmpty();
    }
}
