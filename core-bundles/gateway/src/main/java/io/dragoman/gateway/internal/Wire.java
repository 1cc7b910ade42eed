package io.dragoman.gateway.internal;

/** A socket as the protocols see it. Thread-safe. */
interface Wire {

    /** Closed because the other side may not go on. */
    int NOT_ALLOWED = 1008;

    /** Closed because the server stops; whoever comes back resumes. */
    int RESTARTING = 1012;

    /** Closed because it cannot be served just now. */
    int TRY_AGAIN_LATER = 1013;

    /**
     * Sends a text frame; drops it when the socket is closed. A reader that is too slow is cut off.
     */
    void send(String frame);

    /**
     * Sends a text frame with those that follow it, at the latest with the next {@link #flush}. A
     * wire that cannot gather frames sends it at once.
     */
    default void add(TextFrame frame) {
        send(frame.text());
    }

    /** Sends what was gathered. */
    default void flush() {}

    /** Closes with a code of RFC 6455 and a reason. */
    void close(int code, String reason);
}
