package io.dragoman.rules.drools;

import java.util.concurrent.atomic.AtomicInteger;

/** A class that is offered to rules and takes its time, which rules themselves cannot. */
public final class Slow {

    private static final long LONG_NANOS = 400_000_000;
    private static volatile long end;
    private static final AtomicInteger TIMES = new AtomicInteger();

    private Slow() {}

    /** The next {@link #begin} takes long. */
    static void nextTime() {
        TIMES.set(1);
    }

    /** From now on {@link #goesOn} is true for 400 ms, if that was asked for. */
    public static void begin() {
        end = TIMES.getAndDecrement() > 0 ? System.nanoTime() + LONG_NANOS : System.nanoTime();
    }

    /** Whether the time is not over. */
    public static boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    /** Waits. */
    public static void sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
