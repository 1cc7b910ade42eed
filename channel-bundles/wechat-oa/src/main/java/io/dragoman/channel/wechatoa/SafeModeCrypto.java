package io.dragoman.channel.wechatoa;

import io.dragoman.api.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures and encryption of WeChat's safe mode, as in the vendor's "Message encryption and
 * decryption" (developers.weixin.qq.com/doc/service/guide/dev/push/encryption.html): SHA-1 over
 * sorted values, and AES-256 in CBC over {@code random(16) length(4) message appid padding}. The
 * signature is what authenticates, so it is checked first. Immutable.
 */
final class SafeModeCrypto {

    private static final int RANDOM_BYTES = 16;
    private static final int IV_BYTES = 16;

    /** The vendor pads to 32 bytes, which no padding of the JDK undoes. */
    private static final int PAD_BLOCK = 32;

    private final Secret token;
    private final SecretKeySpec key;
    private final byte[] appId;

    /**
     * With what the vendor's console shows.
     *
     * @throws IllegalArgumentException when the key is not 43 characters of base64
     */
    SafeModeCrypto(Secret token, Secret encodingAesKey, String appId) {
        this.token = token;
        this.key = new SecretKeySpec(decodeKey(encodingAesKey.reveal()), "AES");
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decodeKey(String encoded) {
        if (encoded.matches("[A-Za-z0-9+/]{43}")) {
            // The last character may carry bits beyond the 32 bytes; this decoder lets them be.
            return Base64.getDecoder().decode(encoded + "=");
        }
        throw new IllegalArgumentException(
                "\"encodingAesKey\" must be the 43 letters and digits of the vendor's console, got "
                        + encoded.length()
                        + " characters");
    }

    /** Whether a signature is that of the token and these values. */
    boolean isSignedBy(String signature, String... values) {
        var expected = signature(values).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of the token and some values, in lower-case hexadecimal. */
    String signature(String... values) {
        var sorted = Arrays.copyOf(values, values.length + 1);
        sorted[values.length] = token.reveal();
        Arrays.sort(sorted);
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            var joined = String.join("", sorted).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(joined));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /** The message; empty when it was not encrypted with our key for our account. */
    Optional<String> decrypt(String encrypted) {
        try {
            var bytes = Base64.getDecoder().decode(encrypted);
            var cipher = Cipher.getInstance("AES/CBC/NoPadding");
            var start = new IvParameterSpec(key.getEncoded(), 0, IV_BYTES);
            cipher.init(Cipher.DECRYPT_MODE, key, start);
            return open(cipher.doFinal(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> open(byte[] plain) {
        int pad = plain.length == 0 ? 0 : plain[plain.length - 1];
        int end = plain.length - pad;
        int start = RANDOM_BYTES + Integer.BYTES;
        if (pad < 1 || pad > PAD_BLOCK || end < start) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(plain).getInt(RANDOM_BYTES);
        if (length < 0 || length > end - start) {
            return Optional.empty();
        }
        if (!Arrays.equals(plain, start + length, end, appId, 0, appId.length)) {
            return Optional.empty();
        }
        return Optional.of(new String(plain, start, length, StandardCharsets.UTF_8));
    }
}
