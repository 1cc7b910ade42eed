package io.dragoman.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The time for what cannot be undone: deleting what is too old. It follows the clock of the
 * machine, but when that is set forward it goes on at its own pace, and believes the new time only
 * when a day later it is still so. So a clock that is wrong for some hours, and right again, has
 * deleted nothing. One that is set back is believed at once: that deletes less. Thread-safe.
 */
@Component(service = CautiousClock.class)
public final class CautiousClock extends Clock {

    /** So much the clocks of machine and process may part without being set, between two looks. */
    private static final Duration DRIFT = Duration.ofMinutes(1);

    private static final Duration PROBATION = Duration.ofDays(1);

    private final Clock wall;
    private final LongSupplier nanos;

    /** How far the time of day is ahead of the nanoseconds, as far as it is believed. */
    private Duration believed;

    /** The same as the machine has it, while that is not believed, and since when. */
    private Duration claimed;

    private Duration since = Duration.ZERO;

    /** The machine's clock. */
    @Activate
    public CautiousClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * @param wall the time of day, which may be set
     * @param nanos as {@link System#nanoTime}, which only goes forward
     */
    public CautiousClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.believed = ahead(elapsed());
        this.claimed = believed;
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanos.getAsLong());
    }

    private Duration ahead(Duration elapsed) {
        return Duration.between(Instant.EPOCH, wall.instant()).minus(elapsed);
    }

    @Override
    public synchronized Instant instant() {
        var elapsed = elapsed();
        var ahead = ahead(elapsed);
        if (ahead.compareTo(believed.plus(DRIFT)) <= 0) {
            believed = ahead;
        } else if (claimed.compareTo(believed.plus(DRIFT)) <= 0
                || ahead.minus(claimed).abs().compareTo(DRIFT) > 0) {
            since = elapsed;
        } else if (elapsed.minus(since).compareTo(PROBATION) >= 0) {
            believed = ahead;
        }
        claimed = ahead;
        return Instant.EPOCH.plus(believed).plus(elapsed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not needed by anybody: days of a time zone are for people, who see the machine's clock. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock has no zones");
    }
}
