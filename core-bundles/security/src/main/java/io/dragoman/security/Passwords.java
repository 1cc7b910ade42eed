package io.dragoman.security;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.security.SecureRandom;

/**
 * Hashes passwords with bcrypt (cost 11, about 100 ms), long ones through SHA-512 first so that no
 * character is cut off. Thread-safe.
 */
public final class Passwords {

    /** The shortest password that people may choose. */
    public static final int SHORTEST = 8;

    private static final int COST = 11;
    private static final char[] READABLE = "abcdefghijkmnpqrstuvwxyz23456789".toCharArray();

    private final SecureRandom random;

    /** Takes chance from outside. */
    public Passwords(SecureRandom random) {
        this.random = random;
    }

    /** The hash of a password, with its own salt. */
    public String hash(String password) {
        var hasher =
                BCrypt.with(
                        BCrypt.Version.VERSION_2A,
                        random,
                        LongPasswordStrategies.hashSha512(BCrypt.Version.VERSION_2A));
        return hasher.hashToString(COST, password.toCharArray());
    }

    /** Whether a password fits a hash. */
    public boolean fits(String password, String hash) {
        var verifier =
                BCrypt.verifyer(
                        BCrypt.Version.VERSION_2A,
                        LongPasswordStrategies.hashSha512(BCrypt.Version.VERSION_2A));
        return verifier.verify(password.toCharArray(), hash.toCharArray()).verified;
    }

    /** A one-time password that can be read aloud: 80 random bits. */
    public String generate() {
        var out = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                out.append('-');
            }
            out.append(READABLE[random.nextInt(READABLE.length)]);
        }
        return out.toString();
    }
}
