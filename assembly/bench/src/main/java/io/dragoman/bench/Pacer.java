package io.dragoman.bench;

import java.util.concurrent.locks.LockSupport;

/** Makes requests when they are due, however the earlier ones fare. */
final class Pacer {

    private static final long SPIN_NANOS = 20_000;

    /** Makes one request. */
    interface Request {

        /**
         * @param number counted from 0
         * @param dueAt a time of {@link System#nanoTime}, never in the future
         */
        void make(long number, long dueAt);
    }

    private Pacer() {}

    /**
     * Works through a schedule.
     *
     * @param begin a time of {@link System#nanoTime} at which it begins
     * @return how far the tool itself was behind at worst, in nanoseconds
     */
    static long run(Schedule schedule, long begin, Request request) {
        var arrivals = schedule.arrivals();
        long worst = 0;
        long number = 0;
        for (var due = arrivals.next(); due.isPresent(); due = arrivals.next()) {
            long dueAt = begin + due.getAsLong();
            long ahead = dueAt - System.nanoTime();
            while (ahead > 0) {
                if (ahead > SPIN_NANOS) {
                    LockSupport.parkNanos(ahead - SPIN_NANOS / 2);
                } else {
                    Thread.onSpinWait();
                }
                ahead = dueAt - System.nanoTime();
            }
            worst = Math.max(worst, -ahead);
            request.make(number++, dueAt);
        }
        return worst;
    }
}
