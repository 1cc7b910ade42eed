package io.dragoman.events.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Schedule schedule = new Schedule(new Random(7));

    @Test
    void waitsGrowFromSecondsToADayAndEndAfterThreeDays() {
        var total = Duration.ZERO;
        var before = Duration.ZERO;
        int tries = 1;
        for (var next = schedule.next(tries, Optional.empty());
                next.isPresent();
                next = schedule.next(tries, Optional.empty())) {
            assertThat(next.get()).isGreaterThan(before.multipliedBy(4).dividedBy(5));
            before = next.get();
            total = total.plus(before);
            tries++;
        }
        assertThat(tries).isEqualTo(13);
        assertThat(total).isBetween(Duration.ofHours(71), Duration.ofHours(87));
    }

    @Test
    void noTwoWaitTheSame() {
        var first = schedule.next(4, Optional.empty()).orElseThrow();
        var second = schedule.next(4, Optional.empty()).orElseThrow();
        assertThat(first).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(12));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void theOtherSidesWishIsHonouredUpToADay() {
        assertThat(schedule.next(1, Optional.of(Duration.ofMinutes(3))))
                .contains(Duration.ofMinutes(3));
        assertThat(schedule.next(1, Optional.of(Duration.ofDays(9))))
                .contains(Duration.ofHours(24));
        assertThat(schedule.next(4, Optional.of(Duration.ofSeconds(1))).orElseThrow())
                .isGreaterThanOrEqualTo(Duration.ofMinutes(10));
    }
}
