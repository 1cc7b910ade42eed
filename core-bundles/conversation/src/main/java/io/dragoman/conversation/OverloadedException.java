package io.dragoman.conversation;

import java.time.Duration;

/** There is more to do than can be done; what was acknowledged is safe. Try again later. */
public final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Duration retryAfter;

    /** Says what is full and when to try again. */
    public OverloadedException(String what, Duration retryAfter) {
        super(what + " is overloaded; try again in " + retryAfter.toSeconds() + " s");
        this.retryAfter = retryAfter;
    }

    /** When to try again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
