package io.dragoman.gateway.internal;

/** A socket as the protocols see it. Thread-safe. */
interface Wire {

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
