package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private final Clock clock = SteadyClock.begin();

    @Test
    void beginsWithTheTimeOfDayAndGoesForward() {
        var first = clock.instant();
        assertThat(Duration.between(first, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < 2_000_000) {
            Thread.onSpinWait();
        }
        assertThat(clock.instant()).isAfterOrEqualTo(first.plusNanos(2_000_000));
    }

    @Test
    void keepsItsTimeInAnotherZone() {
        var elsewhere = clock.withZone(ZoneId.of("Asia/Shanghai"));
        assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(Duration.between(clock.instant(), elsewhere.instant()).abs())
                .isLessThan(Duration.ofSeconds(5));
    }
}
