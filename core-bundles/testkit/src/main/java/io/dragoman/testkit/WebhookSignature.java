package io.dragoman.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * Signatures of Standard Webhooks (standardwebhooks.com), computed apart from the channel's own
 * code: HMAC is spelled out here (RFC 2104), so that a mistake in one is not repeated in the other.
 */
public final class WebhookSignature {

    private static final int BLOCK = 64;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final byte[] key;

    /**
     * With a shared secret.
     *
     * @param secret as {@code whsec_} and base64
     */
    public WebhookSignature(String secret) {
        if (!secret.startsWith("whsec_")) {
            throw new IllegalArgumentException("A webhook secret starts with whsec_");
        }
        key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    /** The three headers of a signed call. */
    public Map<String, String> headers(String id, Instant at, byte[] body) {
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", Long.toString(at.getEpochSecond()),
                "webhook-signature", sign(id, Long.toString(at.getEpochSecond()), body));
    }

    /** The signature with its version, {@code v1,…}. */
    public String sign(String id, String timestamp, byte[] body) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        var inner = sha256(padded(0x36), signed.toByteArray());
        return "v1," + Base64.getEncoder().encodeToString(sha256(padded(0x5c), inner));
    }

    /** What is wrong with a call; empty when nothing is. */
    public String complaint(FakePlatform.Call call, Instant now) {
        var id = call.header("webhook-id").orElse("");
        var timestamp = call.header("webhook-timestamp").orElse("");
        if (id.isEmpty() || !timestamp.matches("\\d{1,12}")) {
            return "webhook-id or webhook-timestamp is missing or no good";
        }
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now).abs();
        if (age.compareTo(TOLERANCE) > 0) {
            return "webhook-timestamp is off by " + age;
        }
        var offered = call.header("webhook-signature").orElse("").split(" ");
        return Arrays.asList(offered).contains(sign(id, timestamp, call.body()))
                ? ""
                : "webhook-signature does not match";
    }

    private byte[] padded(int pad) {
        var block = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        return block;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Arrays.stream(parts).forEach(digest::update);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
