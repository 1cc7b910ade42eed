package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.CautiousClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class CautiousClockTest {

    private static final Instant START = Instant.parse("2026-11-11T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAYS = Duration.ofDays(3);

    private Instant wall = START;
    private Duration passed = Duration.ofSeconds(-77);
    private final CautiousClock clock =
            new CautiousClock(
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return wall;
                        }

                        @Override
                        public ZoneId getZone() {
                            return ZoneId.of("UTC");
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }
                    },
                    () -> passed.toNanos());

    private void passes(Duration time) {
        wall = wall.plus(time);
        passed = passed.plus(time);
    }

    /** Hours pass, and each time somebody looks. */
    private void hours(int number) {
        for (int i = 0; i < number; i++) {
            passes(HOUR);
            clock.instant();
        }
    }

    @Test
    void followsTheMachine() {
        assertThat(clock.instant()).isEqualTo(START);
        hours(100);

        assertThat(clock.instant()).isEqualTo(START.plus(HOUR.multipliedBy(100)));
    }

    @Test
    void followsAClockThatGoesSlowlyWrong() {
        for (int i = 0; i < 1000; i++) {
            passes(HOUR);
            wall = wall.plusSeconds(1);
            assertThat(clock.instant()).isEqualTo(wall);
        }
    }

    @Test
    void aJumpForwardAndBackIsNeverBelieved() {
        wall = wall.plus(DAYS);
        for (int i = 1; i < 24; i++) {
            passes(HOUR);
            assertThat(clock.instant()).isEqualTo(START.plus(HOUR.multipliedBy(i)));
        }
        wall = wall.minus(DAYS);

        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void aJumpForwardIsBelievedWhenItIsStillSoADayLater() {
        wall = wall.plus(DAYS);
        clock.instant();
        hours(23);
        assertThat(clock.instant()).isEqualTo(wall.minus(DAYS));

        hours(1);

        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void aClockThatJumpsAgainAndAgainIsNotBelieved() {
        for (int i = 0; i < 10; i++) {
            wall = wall.plus(HOUR);
            hours(20);
            assertThat(clock.instant()).isEqualTo(wall.minus(HOUR.multipliedBy(i + 1)));
        }
    }

    @Test
    void aClockThatIsSetBackIsBelievedAtOnce() {
        wall = wall.minus(DAYS);

        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void aJumpThatNobodySawUntilADayLaterIsOnlyNowOnProbation() {
        wall = wall.plus(DAYS);
        passes(Duration.ofDays(2));

        assertThat(clock.instant()).isEqualTo(wall.minus(DAYS));
    }
}
