package io.dragoman.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Makes a profile's requests when they are due and takes their times. One run after the other; what
 * comes late of one is not counted for the next. The times may be given from any thread.
 */
final class Load {

    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A prime that no number of texts has as a factor: each comes before one comes again. */
    private static final long STRIDE = 7919;

    /**
     * What was measured.
     *
     * @param times of answers or pongs
     * @param acks of acknowledgements
     * @param seconds how long it was measured
     * @param behindNanos how late the tool itself was at worst
     */
    record Measured(Recorder times, Recorder acks, double seconds, long behindNanos) {

        /** The times of what the profile is about. */
        Recorder of(Profile profile) {
            return profile.kind == Profile.Kind.APPEND ? acks : times;
        }
    }

    private final Profile profile;
    private final Crowd crowd;
    private final List<String> texts;
    private volatile Measured now = new Measured(new Recorder(), new Recorder(), 0, 0);
    private long number;

    /**
     * @param texts what is said in turn, where answers are awaited
     */
    Load(Profile profile, Crowd crowd, List<String> texts) {
        this.profile = profile;
        this.crowd = crowd;
        this.texts = texts;
    }

    /** Makes requests that are not measured. */
    void warmUp(Schedule schedule) {
        Pacer.run(schedule, System.nanoTime(), this::request);
    }

    /**
     * Makes requests and measures them.
     *
     * @param begins told the time of {@link System#nanoTime} at which it begins
     */
    Measured measure(Schedule schedule, LongConsumer begins) {
        long begin = System.nanoTime() + LEAD_NANOS;
        var recorders = new Measured(new Recorder(), new Recorder(), schedule.seconds(), 0);
        long end = begin + (long) (schedule.seconds() * 1e9);
        recorders.times().window(begin, end);
        recorders.acks().window(begin, end);
        now = recorders;
        begins.accept(begin);
        long behind = Pacer.run(schedule, begin, this::request);
        return new Measured(recorders.times(), recorders.acks(), schedule.seconds(), behind);
    }

    private void request(long inSchedule, long dueAt) {
        var current = now;
        current.times().due(dueAt);
        current.acks().due(dueAt);
        long next = number++;
        var visitor = crowd.get(next);
        switch (profile.kind) {
            case HEARTBEAT -> visitor.ping();
            case ANSWER -> visitor.say(texts.get((int) (next * STRIDE % texts.size())), dueAt);
            case APPEND, RELAY -> visitor.say("message " + next + " of the load tool", dueAt);
        }
    }

    void acked(long dueAt, long at) {
        now.acks().done(dueAt, at);
    }

    void ended(long dueAt, long at) {
        now.times().done(dueAt, at);
    }
}
