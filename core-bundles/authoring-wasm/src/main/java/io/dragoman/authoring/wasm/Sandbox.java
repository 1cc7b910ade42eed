package io.dragoman.authoring.wasm;

import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where modules run: limits for each call, and a limit on calls at once, so that all of them
 * together cannot take the memory that the server needs. Thread-safe.
 */
final class Sandbox {

    /** With the default limits this is 64 MiB of memory at most. */
    static final int PLACES = 16;

    private static final long WAIT_MILLIS = 2_000;

    private final Limits limits;
    private final Clock clock;
    private final Semaphore places = new Semaphore(PLACES, true);

    Sandbox(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    Limits limits() {
        return limits;
    }

    Clock clock() {
        return clock;
    }

    /**
     * Runs something when there is a place.
     *
     * @throws GuestException when there is none for too long
     */
    <T> T run(Supplier<T> work) {
        try {
            if (!places.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new GuestException(
                        "more than " + PLACES + " calls of modules are running; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GuestException("it was told to stop");
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
