package io.dragoman.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for the highest rate that is kept up: half as much again until it is too much, then closer
 * and closer between what was good and what was not. Not thread-safe.
 */
final class Search {

    private static final double STEP = 1.5;
    private static final double MUCH_LESS = 3;
    private static final double CLOSE_ENOUGH = 1.12;
    private static final int MOST_TRIALS = 14;

    /** Puts the server under a rate for a short while and tells how it went. */
    interface Trial {
        Step at(double rate) throws InterruptedException;
    }

    /**
     * How one rate went.
     *
     * @param rate requests per second
     * @param p99 in milliseconds
     * @param keptUp whether it was kept up
     */
    record Step(double rate, double p99, boolean keptUp) {
        @Override
        public String toString() {
            return "%,.0f/s %s (p99 %.1f ms)".formatted(rate, keptUp ? "yes" : "no", p99);
        }
    }

    private final List<Step> steps = new ArrayList<>();

    /**
     * Searches.
     *
     * @param start the first rate that is tried
     * @return the highest rate that was kept up; 0 when none was
     */
    double highest(double start, Trial trial) throws InterruptedException {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = start;
        while (steps.size() < MOST_TRIALS
                && rate >= 1
                && (good == 0 || bad / good > CLOSE_ENOUGH)) {
            var step = trial.at(rate);
            steps.add(step);
            if (step.keptUp()) {
                good = rate;
            } else {
                bad = rate;
            }
            if (Double.isInfinite(bad)) {
                rate = good * STEP;
            } else {
                rate = good == 0 ? bad / MUCH_LESS : Math.sqrt(good * bad);
            }
        }
        return good;
    }

    /** What was tried, in order. */
    List<Step> steps() {
        return List.copyOf(steps);
    }
}
