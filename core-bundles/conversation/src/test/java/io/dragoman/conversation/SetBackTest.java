package io.dragoman.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetBackTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestClock wall = TestClock.at("2026-11-11T10:00:00Z");
    private final TestClock steady = TestClock.at("2026-11-11T10:00:00Z");
    private final SetBack setBack = new SetBack(wall, steady);
    private final List<Duration> told = new ArrayList<>();

    private void passes(Duration time) {
        wall.advance(time);
        steady.advance(time);
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
        wall.advance(HOUR.negated());

        setBack.look(told::add);
        setBack.look(told::add);

        assertThat(told).containsExactly(HOUR);
    }

    @Test
    void backFromAJumpForwardIsSetBackToo() {
        wall.advance(Duration.ofDays(3));
        setBack.look(told::add);
        assertThat(told).isEmpty();
        wall.advance(Duration.ofDays(-3));

        setBack.look(told::add);

        assertThat(told).containsExactly(Duration.ofDays(3));
    }

    @Test
    void manySmallStepsBackAreToldWhenTheyAddUp() {
        for (int i = 0; i < 7; i++) {
            wall.advance(Duration.ofSeconds(-1));
            setBack.look(told::add);
        }

        assertThat(told).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void whatCouldNotBeMendedIsToldAgain() {
        wall.advance(HOUR.negated());

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
