package io.dragoman.conversation;

import java.security.SecureRandom;
import java.time.Clock;

/**
 * Makes ids: 26 characters of Crockford's base 32 that sort by time (the layout of a ULID: 48 bits
 * of milliseconds, 80 random bits) and cannot be guessed. Thread-safe.
 */
public final class Ids {

    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();

    private final Clock clock;
    private final SecureRandom random;

    /** Takes time and chance from outside. */
    public Ids(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** An id that nobody has had before. */
    public String next() {
        var out = new char[26];
        long millis = clock.millis();
        for (int i = 9; i >= 0; i--) {
            out[i] = ALPHABET[(int) (millis & 31)];
            millis >>>= 5;
        }
        var bytes = new byte[16];
        random.nextBytes(bytes);
        for (int i = 0; i < 16; i++) {
            out[10 + i] = ALPHABET[bytes[i] & 31];
        }
        return new String(out);
    }
}
