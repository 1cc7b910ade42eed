package io.dragoman.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for lengths of time: leases, caches, waiting periods. It begins with the time of day and
 * then only goes forward, second by second, whatever is done to the clock of the machine. Its
 * instants are compared with each other and never stored. Immutable and thread-safe.
 */
public final class SteadyClock extends Clock {

    private final Instant begun;
    private final long nanos;
    private final ZoneId zone;

    private SteadyClock(Instant begun, long nanos, ZoneId zone) {
        this.begun = begun;
        this.nanos = nanos;
        this.zone = zone;
    }

    /** A clock that begins now. */
    public static Clock begin() {
        return new SteadyClock(Instant.now(), System.nanoTime(), ZoneOffset.UTC);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(begun, nanos, other);
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(System.nanoTime() - nanos);
    }
}
