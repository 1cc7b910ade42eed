package io.dragoman.authoring.wasm;

import io.dragoman.authoring.FaultyFileException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers and names of a WebAssembly binary, and never past its end. Not thread-safe.
 *
 * <p>Source of the format: WebAssembly core specification 2.0, chapter 5, "Binary Format".
 */
final class ByteWalk {

    private final ByteBuffer bytes;
    private final String part;

    ByteWalk(ByteBuffer bytes, String part) {
        this.bytes = bytes;
        this.part = part;
    }

    FaultyFileException wrong(String reason) {
        return new FaultyFileException(0, "it is no usable WebAssembly: " + part + " " + reason);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int left() {
        return bytes.remaining();
    }

    int next() {
        if (!bytes.hasRemaining()) {
            throw wrong("is cut off");
        }
        return bytes.get() & 0xff;
    }

    void expect(int wanted, String reason) {
        if (next() != wanted) {
            throw wrong(reason);
        }
    }

    /** A number of 32 bits without sign, as LEB128. */
    long number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int read = next();
            value |= (long) (read & 0x7f) << shift;
            if ((read & 0x80) == 0) {
                if (value > 0xffffffffL) {
                    throw wrong("has a number that is too large");
                }
                return value;
            }
        }
        throw wrong("has a number that is too long");
    }

    /** The size of a list whose items take at least one byte each. */
    int count(int most) {
        long count = number();
        if (count > most || count > bytes.remaining()) {
            throw wrong("has " + count + " entries; " + most + " are allowed");
        }
        return (int) count;
    }

    /** A number that is of no interest. */
    void skipNumber() {
        for (int i = 0; i < 10; i++) {
            if ((next() & 0x80) == 0) {
                return;
            }
        }
        throw wrong("has a number that is too long");
    }

    void skip(long count) {
        if (count > bytes.remaining()) {
            throw wrong("is cut off");
        }
        bytes.position(bytes.position() + (int) count);
    }

    String name() {
        int length = count(1_000);
        var slice = bytes.slice(bytes.position(), length);
        skip(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw wrong("has a name that is not in UTF-8");
        }
    }

    /** What comes next, by itself. */
    ByteWalk part(long size, String name) {
        if (size > bytes.remaining()) {
            throw wrong("is cut off");
        }
        var slice = bytes.slice(bytes.position(), (int) size);
        skip(size);
        return new ByteWalk(slice, name);
    }
}
