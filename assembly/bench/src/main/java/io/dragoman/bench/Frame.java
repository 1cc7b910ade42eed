package io.dragoman.bench;

import java.nio.ByteBuffer;

/** Frames of RFC 6455 §5.2 as clients send them. */
final class Frame {

    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private Frame() {}

    /**
     * A whole frame. Its mask is zero: masks keep web pages from talking to proxies in disguise,
     * and there is neither here; the server takes the same trouble with any.
     */
    static ByteBuffer of(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 14).put((byte) (FIN | opcode));
        if (payload.length < 126) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(payload.length);
        }
        return frame.putInt(0).put(payload).flip();
    }
}
