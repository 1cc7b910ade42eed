package io.dragoman.gateway.internal;

/**
 * One connection's side of a protocol. Its methods are called one after the other, never at the
 * same time.
 */
interface SocketProtocol {

    /** A text frame came in. */
    void received(String frame);

    /** The socket is gone. */
    void closed();
}
