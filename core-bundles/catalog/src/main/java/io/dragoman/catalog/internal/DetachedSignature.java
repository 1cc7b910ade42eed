package io.dragoman.catalog.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Optional;

/**
 * The signature of a file that is no jar, in a file beside it: over the whole content, with
 * SHA-256, by an EC or RSA key, as {@code openssl dgst -sha256 -sign} writes it; in Base64 as well.
 */
final class DetachedSignature {

    /** Of the name of the file with the signature. */
    static final String ENDING = ".sig";

    private static final int LONGEST = 8192;

    private DetachedSignature() {}

    /** Reads one; empty when there is none. */
    static Optional<byte[]> read(Path file) throws IOException {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IOException(file.getFileName() + " is longer than a signature can be");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether a key has signed a content like this. */
    static boolean fits(PublicKey key, byte[] content, byte[] signature) {
        var algorithm =
                switch (key) {
                    case ECPublicKey ec -> "SHA256withECDSA";
                    case RSAPublicKey rsa -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        try {
            var check = Signature.getInstance(algorithm);
            check.initVerify(key);
            check.update(content);
            return check.verify(plain(signature));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] plain(byte[] signature) {
        try {
            return Base64.getMimeDecoder().decode(strictly(signature));
        } catch (IllegalArgumentException notBase64) {
            return signature;
        }
    }

    /** The decoder would skip what is not Base64, and a binary signature is full of it. */
    private static byte[] strictly(byte[] text) {
        for (byte one : text) {
            boolean letter = Character.isLetterOrDigit(one) && one > 0;
            if (!letter && "+/=\r\n".indexOf(one) < 0) {
                throw new IllegalArgumentException("not Base64");
            }
        }
        return text;
    }
}
