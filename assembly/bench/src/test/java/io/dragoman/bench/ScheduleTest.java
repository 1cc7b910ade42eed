package io.dragoman.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static List<Double> times(Schedule schedule) {
        var times = new ArrayList<Double>();
        var arrivals = schedule.arrivals();
        for (var at = arrivals.next(); at.isPresent(); at = arrivals.next()) {
            times.add(at.getAsLong() / 1e9);
        }
        return times;
    }

    private static long between(List<Double> times, double from, double to) {
        return times.stream().filter(t -> t >= from && t < to).count();
    }

    @Test
    void aSteadyScheduleIsEven() {
        var times = times(Schedule.steady(100, 3));

        assertThat(times).hasSize(300);
        for (int i = 0; i < 300; i++) {
            assertThat(times.get(i)).isCloseTo(i / 100.0, within(1e-6));
        }
    }

    @Test
    void aRateBelowOnePerSecondIsKept() {
        assertThat(times(Schedule.steady(0.5, 10))).hasSize(5).startsWith(0.0, 2.0, 4.0);
    }

    @Test
    void aSurgeIsCalmThenThreeHundredfoldWithinTenSeconds() {
        var schedule = Schedule.surge(3000, 60);

        assertThat(schedule.seconds()).isCloseTo(60, within(1e-9));
        assertThat(schedule.peak()).isEqualTo(3000);
        var calm = schedule.pieces().get(0);
        var rise = schedule.pieces().get(1);
        assertThat(rise.seconds()).isEqualTo(10);
        assertThat(schedule.peak() / calm.from()).isCloseTo(300, within(1e-9));
        var times = times(schedule);
        assertThat(between(times, 0, 10)).isEqualTo(100);
        assertThat(between(times, 25, 26)).isBetween(2990L, 3010L);
    }

    @Test
    void aShortSurgeRisesFaster() {
        assertThat(Schedule.surge(300, 12).pieces().get(1).seconds()).isEqualTo(3);
    }

    @Test
    void timesNeverGoBackAndEndInTime() {
        var schedule = Schedule.surge(700, 7.5);
        var times = times(schedule);

        assertThat(times).isSorted().hasSize((int) schedule.requests());
        assertThat(times.getLast()).isLessThanOrEqualTo(7.5);
    }

    @Test
    void requestsAreMadeWhenDueAndNotEarlier() {
        var early = new ArrayList<Long>();
        var made = new ArrayList<Long>();
        long begin = System.nanoTime();

        Pacer.run(
                Schedule.steady(500, 0.1),
                begin,
                (number, dueAt) -> {
                    made.add(number);
                    if (System.nanoTime() < dueAt) {
                        early.add(number);
                    }
                });

        assertThat(made).hasSize(50).isSorted();
        assertThat(early).isEmpty();
    }
}
