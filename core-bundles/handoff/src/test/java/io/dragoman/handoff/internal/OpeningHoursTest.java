package io.dragoman.handoff.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.api.message.Texts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {

    private static final String WEEK = "1-5 09:00-18:00; 6 10:00-24:00";

    @Test
    void areOpenInTheSitesOwnTime() {
        // 2026-11-20 is a Friday; 01:00 UTC is 09:00 in Shanghai.
        assertThat(
                        OpeningHours.parse(WEEK)
                                .open(Instant.parse("2026-11-20T01:00:00Z"), "Asia/Shanghai"))
                .isTrue();
        assertThat(OpeningHours.parse(WEEK).open(Instant.parse("2026-11-20T01:00:00Z"), "UTC"))
                .isFalse();
        assertThat(
                        OpeningHours.parse(WEEK)
                                .open(Instant.parse("2026-11-20T10:00:00Z"), "Asia/Shanghai"))
                .isFalse();
    }

    @Test
    void mayLastUntilMidnight() {
        assertThat(OpeningHours.parse(WEEK).open(Instant.parse("2026-11-21T23:59:00Z"), "UTC"))
                .isTrue();
        assertThat(OpeningHours.parse(WEEK).open(Instant.parse("2026-11-22T12:00:00Z"), "UTC"))
                .isFalse();
    }

    @Test
    void nameThePartThatCannotBeRead() {
        assertThatThrownBy(() -> OpeningHours.parse("1-5 09:00-18:00; weekend"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weekend");
    }

    @Test
    void theDesksTextsAreCompleteInBothLanguages() {
        assertThat(Texts.load(OpeningHoursTest.class.getClassLoader(), "i18n/handoff").incomplete())
                .isEmpty();
    }
}
