package io.dragoman.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts the load of a profile on the server and takes its times: at the rate that was asked for, or
 * at the highest that is kept up. Not thread-safe.
 */
final class Measurement {

    private static final Duration DRAIN = Duration.ofSeconds(120);
    private static final Duration LATE = Duration.ofSeconds(5);

    /** Before a surge the server is warmed up with a part of what comes at its top. */
    private static final double WARM_UP_SHARE = 4;

    private static final double TRIAL_SECONDS = 4;
    private static final int MOST_ATTEMPTS = 5;

    /** What is tried when a rate was too much in the long run. */
    private static final double LESS = 0.92;

    /** The share of the requests that has to be done while others are still due. */
    private static final double KEPT_UP = 0.97;

    /** Hears of an attempt when it begins. */
    interface Beginning {

        /** At a time of {@link System#nanoTime}, for so many seconds. */
        void at(long nanos, double seconds);
    }

    private final Options options;
    private final Profile profile;
    private final Crowd crowd;
    private final Load load;
    private final List<String> notes;
    private final boolean awaitsAnswers;

    /**
     * @param notes gets what the reader of the figures has to know
     */
    Measurement(Options options, Profile profile, Crowd crowd, Load load, List<String> notes) {
        this.options = options;
        this.profile = profile;
        this.crowd = crowd;
        this.load = load;
        this.notes = notes;
        this.awaitsAnswers = profile.answerer().isPresent();
    }

    /**
     * Warms up and measures.
     *
     * @param begins called before each attempt
     * @param beginning told when an attempt begins and how long it takes
     */
    Load.Measured make(int connections, Runnable begins, Beginning beginning)
            throws InterruptedException {
        double rate = rate(connections);
        boolean steady = profile.isSteady();
        load.warmUp(Schedule.steady(steady ? rate : rate / WARM_UP_SHARE, options.warmUp()));
        if (options.highest()) {
            rate = highest(rate);
        }
        for (int attempt = 1; ; attempt++) {
            var schedule = profile.schedule(rate, options.seconds());
            begins.run();
            long refused = crowd.refused();
            var measured = load.measure(schedule, begin -> beginning.at(begin, schedule.seconds()));
            if (!options.highest()
                    || attempt == MOST_ATTEMPTS
                    || judged(measured, rate, refused).keptUp()) {
                return measured;
            }
            notes.add("%,.0f/s was not kept up for longer".formatted(rate));
            settle();
            rate *= LESS;
        }
    }

    /** The highest rate that is kept up for a short while. */
    private double highest(double start) throws InterruptedException {
        var search = new Search();
        double found =
                search.highest(
                        start,
                        rate -> {
                            crowd.settle(DRAIN, awaitsAnswers);
                            long refused = crowd.refused();
                            var measured =
                                    load.measure(Schedule.steady(rate, TRIAL_SECONDS), b -> {});
                            return judged(measured, rate, refused);
                        });
        crowd.settle(DRAIN, awaitsAnswers);
        notes.add(
                "the highest rate with p99 below %.0f ms was looked for: %s"
                        .formatted(
                                profile.limit,
                                search.steps().stream()
                                        .map(Search.Step::toString)
                                        .collect(Collectors.joining(", "))));
        return found == 0 ? start : found;
    }

    private Search.Step judged(Load.Measured measured, double rate, long refusedBefore)
            throws InterruptedException {
        // What is still on its way has to come before it is known how long it took.
        boolean all = crowd.settle(LATE, awaitsAnswers);
        var recorder = measured.of(profile);
        double p99 = recorder.percentile(99);
        boolean keptUp =
                all
                        && crowd.refused() == refusedBefore
                        && recorder.doneInTime() >= KEPT_UP * recorder.due()
                        && p99 < profile.limit;
        return new Search.Step(rate, p99, keptUp);
    }

    /** Waits for what is still under way after the end. */
    void settle() throws InterruptedException {
        long begin = System.nanoTime();
        boolean all = crowd.settle(DRAIN, awaitsAnswers);
        double took = (System.nanoTime() - begin) / 1e9;
        if (!all) {
            notes.add(
                    "not all was acknowledged and answered %d s after the end"
                            .formatted(DRAIN.toSeconds()));
        } else if (took > 1) {
            notes.add("it took %.1f s after the end until all was answered".formatted(took));
        }
    }

    private double rate(int connections) {
        return profile.kind == Profile.Kind.HEARTBEAT
                ? connections / Profile.HEARTBEAT_SECONDS
                : options.rate().orElse(profile.rate);
    }
}
