package io.dragoman.channel.wechatoa;

import java.time.Duration;

/** How much is left of the time that one delivery may take. Immutable. */
record Timer(long endNanos) {

    static Timer of(Duration patience) {
        return new Timer(System.nanoTime() + patience.toNanos());
    }

    /** Half of what is left, so that the next step has time too. */
    Duration half() {
        return left().dividedBy(2);
    }

    /** What is left, at least a millisecond. */
    Duration left() {
        return Duration.ofNanos(Math.max(endNanos - System.nanoTime(), 1_000_000));
    }
}
