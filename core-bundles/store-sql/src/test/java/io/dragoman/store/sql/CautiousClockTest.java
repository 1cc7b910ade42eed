package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.CautiousClock;
import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CautiousClockTest {

    private static final Instant START = Instant.parse("2026-11-11T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAYS = Duration.ofDays(3);

    private final TestClock wall = TestClock.at(START);
    private Duration passed = Duration.ofSeconds(-77);
    private final CautiousClock clock = new CautiousClock(wall, () -> passed.toNanos());

    private void passes(Duration time) {
        wall.advance(time);
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
            wall.advance(Duration.ofSeconds(1));
            assertThat(clock.instant()).isEqualTo(wall.instant());
        }
    }

    @Test
    void aJumpForwardAndBackIsNeverBelieved() {
        wall.advance(DAYS);
        for (int i = 1; i < 24; i++) {
            passes(HOUR);
            assertThat(clock.instant()).isEqualTo(START.plus(HOUR.multipliedBy(i)));
        }
        wall.advance(DAYS.negated());

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void aJumpForwardIsBelievedWhenItIsStillSoADayLater() {
        wall.advance(DAYS);
        clock.instant();
        hours(23);
        assertThat(clock.instant()).isEqualTo(wall.instant().minus(DAYS));

        hours(1);

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void aClockThatJumpsAgainAndAgainIsNotBelieved() {
        for (int i = 0; i < 10; i++) {
            wall.advance(HOUR);
            hours(20);
            assertThat(clock.instant()).isEqualTo(wall.instant().minus(HOUR.multipliedBy(i + 1)));
        }
    }

    @Test
    void aClockThatIsSetBackIsBelievedAtOnce() {
        wall.advance(DAYS.negated());

        assertThat(clock.instant()).isEqualTo(wall.instant());
    }

    @Test
    void aJumpThatNobodySawUntilADayLaterIsOnlyNowOnProbation() {
        wall.advance(DAYS);
        passes(Duration.ofDays(2));

        assertThat(clock.instant()).isEqualTo(wall.instant().minus(DAYS));
    }
}
