package io.dragoman.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts what a server sends into its answer to the handshake and then into frames (RFC 6455 §5.2).
 * Not thread-safe.
 */
final class FrameReader {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Hears what was read. */
    interface Taker {

        /** The first line of the answer to the handshake. */
        void answered(String status);

        /** A whole text. */
        void text(String text);

        void pinged(byte[] payload);

        void closed(int code, String reason);
    }

    private final Taker taker;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream(0);
    private ByteBuffer rest = NOTHING;
    private boolean upgraded;

    FrameReader(Taker taker) {
        this.taker = taker;
    }

    /** Takes all that a buffer has. */
    void read(ByteBuffer received) {
        var all = rest.hasRemaining() ? joined(received) : received;
        while (upgraded ? frame(all) : header(all)) {
            // The next one may be there as well.
        }
        rest = all.hasRemaining() ? ByteBuffer.allocate(all.remaining()).put(all).flip() : NOTHING;
    }

    private ByteBuffer joined(ByteBuffer received) {
        return ByteBuffer.allocate(rest.remaining() + received.remaining())
                .put(rest)
                .put(received)
                .flip();
    }

    private boolean header(ByteBuffer all) {
        var begin = all.duplicate();
        var bytes = new byte[Math.min(all.remaining(), LONGEST_HEADER)];
        begin.get(bytes);
        var text = new String(bytes, StandardCharsets.US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        all.position(all.position() + end + 4);
        upgraded = true;
        taker.answered(text.substring(0, text.indexOf("\r\n")));
        return true;
    }

    /** Takes one frame; answers whether it was there as a whole. */
    private boolean frame(ByteBuffer all) {
        int begin = all.position();
        if (all.remaining() < 2) {
            return false;
        }
        int first = all.get();
        int shortLength = all.get() & 0x7f;
        int more = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
        if (all.remaining() < more) {
            all.position(begin);
            return false;
        }
        long length =
                switch (more) {
                    case 2 -> all.getShort() & 0xffff;
                    case 8 -> all.getLong();
                    default -> shortLength;
                };
        if (all.remaining() < length) {
            all.position(begin);
            return false;
        }
        var payload = new byte[(int) length];
        all.get(payload);
        take(first & 0x0f, (first & 0x80) != 0, payload);
        return true;
    }

    private void take(int opcode, boolean last, byte[] payload) {
        switch (opcode) {
            case Frame.TEXT, Frame.CONTINUATION -> {
                if (last && fragments.size() == 0) {
                    taker.text(new String(payload, StandardCharsets.UTF_8));
                    return;
                }
                fragments.writeBytes(payload);
                if (last) {
                    var whole = fragments.toString(StandardCharsets.UTF_8);
                    fragments.reset();
                    taker.text(whole);
                }
            }
            case Frame.PING -> taker.pinged(payload);
            case Frame.CLOSE -> {
                int code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
                var reason = payload.length < 2 ? "" : utf8(payload, 2);
                taker.closed(code, reason);
            }
            default -> {
                // Pongs that nobody asked for.
            }
        }
    }

    private static String utf8(byte[] bytes, int from) {
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
