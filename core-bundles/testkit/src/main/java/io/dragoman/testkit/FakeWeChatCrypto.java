package io.dragoman.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The platform's side of WeChat's message encryption, apart from the channel's own code: CBC is
 * chained by hand over single blocks, so that a mistake in one is not repeated in the other.
 */
final class FakeWeChatCrypto {

    private static final int AES_BLOCK = 16;
    private static final int PAD_BLOCK = 32;

    private final byte[] key;
    private final byte[] appId;

    FakeWeChatCrypto(String encodingAesKey, String appId) {
        this.key = Base64.getDecoder().decode(encodingAesKey + "=");
        this.appId = appId.getBytes(StandardCharsets.UTF_8);
    }

    /** The SHA-1 over the sorted parts, in hexadecimal. */
    static String signature(String... parts) {
        var sorted = parts.clone();
        Arrays.sort(sorted);
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            for (var part : sorted) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    /** Random start, length, message, appid, padding; then AES-256 in CBC; then base64. */
    String encrypt(String random16, String message) {
        var text = message.getBytes(StandardCharsets.UTF_8);
        var plain = new ByteArrayOutputStream();
        plain.writeBytes(random16.getBytes(StandardCharsets.US_ASCII));
        plain.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
        plain.writeBytes(text);
        plain.writeBytes(appId);
        int pad = PAD_BLOCK - plain.size() % PAD_BLOCK;
        for (int i = 0; i < pad; i++) {
            plain.write(pad);
        }
        return Base64.getEncoder().encodeToString(chain(plain.toByteArray()));
    }

    private byte[] chain(byte[] plain) {
        try {
            var single = Cipher.getInstance("AES/ECB/NoPadding");
            single.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            var result = new ByteArrayOutputStream();
            var previous = Arrays.copyOf(key, AES_BLOCK);
            for (int start = 0; start < plain.length; start += AES_BLOCK) {
                for (int i = 0; i < AES_BLOCK; i++) {
                    previous[i] ^= plain[start + i];
                }
                previous = single.doFinal(previous);
                result.writeBytes(previous);
            }
            return result.toByteArray();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES", e);
        }
    }
}
