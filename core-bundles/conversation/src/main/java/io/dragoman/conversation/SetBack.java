package io.dragoman.conversation;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Notices that the clock of the machine was set back. What was to be done at some time of day is
 * then to be done so much earlier, or it would wait for hours. Used by one thread.
 */
public final class SetBack {

    /** Less is how clocks are kept right all the time, and delays nothing noticeably. */
    private static final Duration NOTABLE = Duration.ofSeconds(3);

    private final Clock wall;
    private final Clock steady;
    private Duration ahead;

    /**
     * @param wall the time of day
     * @param steady as {@link SteadyClock}
     */
    public SetBack(Clock wall, Clock steady) {
        this.wall = wall;
        this.steady = steady;
        this.ahead = ahead();
    }

    private Duration ahead() {
        return Duration.between(steady.instant(), wall.instant());
    }

    /**
     * Looks whether it was set back since the last look.
     *
     * @param mend is told by how much; when it fails, it is told again at the next look
     */
    public void look(Consumer<Duration> mend) {
        var now = ahead();
        var back = ahead.minus(now);
        if (back.compareTo(NOTABLE) >= 0) {
            mend.accept(back);
        } else if (back.isPositive()) {
            return;
        }
        ahead = now;
    }
}
