package io.dragoman.bench;

/**
 * A WebSocket that sends frames in the order they are given, from any thread. Incoming frames are
 * told one after the other. Thread-safe.
 */
interface Wire {

    /** Sends a text frame; drops it when the connection has ended. */
    void send(String text);

    /** Says goodbye in order, so that the server does not take it for an accident. */
    void close();
}
