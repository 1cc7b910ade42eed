package io.dragoman.gateway.internal;

/** A socket as the protocols see it. Thread-safe. */
interface Wire {

    /**
     * Sends a text frame; drops it when the socket is closed. A reader that is too slow is cut off.
     */
    void send(String frame);

    /** Closes with a code of RFC 6455 and a reason. */
    void close(int code, String reason);
}
