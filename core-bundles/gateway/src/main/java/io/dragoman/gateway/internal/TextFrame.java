package io.dragoman.gateway.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A text frame that several sockets are sent: its bytes are made once for all. Immutable. */
final class TextFrame {

    private final String text;
    private final byte[] utf8;

    TextFrame(String text) {
        this.text = text;
        this.utf8 = text.getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return text;
    }

    int size() {
        return utf8.length;
    }

    /** The bytes, for one reader. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }
}
