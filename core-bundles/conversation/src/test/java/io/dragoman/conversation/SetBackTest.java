package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetBackTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Hand wall = new Hand();
    private final Hand steady = new Hand();
    private final SetBack setBack = new SetBack(wall, steady);
    private final List<Duration> told = new ArrayList<>();

    /** A clock that is set by hand. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2026-11-11T10:00:00Z");

        void move(Duration step) {
            now = now.plus(step);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private void passes(Duration time) {
        wall.move(time);
        steady.move(time);
    }

    @Test
    void timeThatPassesIsNoSettingBack() {
        for (int i = 0; i < 100; i++) {
            passes(HOUR);
            setBack.look(told::add);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void aClockThatIsSetBackIsToldOnceAndByHowMuch() {
        passes(HOUR);
        wall.move(HOUR.negated());

        setBack.look(told::add);
        setBack.look(told::add);

        assertThat(told).containsExactly(HOUR);
    }

    @Test
    void backFromAJumpForwardIsSetBackToo() {
        wall.move(Duration.ofDays(3));
        setBack.look(told::add);
        assertThat(told).isEmpty();
        wall.move(Duration.ofDays(-3));

        setBack.look(told::add);

        assertThat(told).containsExactly(Duration.ofDays(3));
    }

    @Test
    void manySmallStepsBackAreToldWhenTheyAddUp() {
        for (int i = 0; i < 7; i++) {
            wall.move(Duration.ofSeconds(-1));
            setBack.look(told::add);
        }

        assertThat(told).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void whatCouldNotBeMendedIsToldAgain() {
        wall.move(HOUR.negated());

        assertThatThrownBy(
                        () ->
                                setBack.look(
                                        back -> {
                                            throw new IllegalStateException("the store is away");
                                        }))
                .hasMessage("the store is away");
        setBack.look(told::add);

        assertThat(told).containsExactly(HOUR);
    }
}
