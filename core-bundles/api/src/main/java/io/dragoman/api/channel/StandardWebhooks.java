package io.dragoman.api.channel;

import io.dragoman.api.config.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies calls by the Standard Webhooks specification (standardwebhooks.com, symmetric
 * signatures {@code v1}). While a secret is being replaced both are in force: calls are signed with
 * each, and either verifies. Immutable.
 */
public final class StandardWebhooks {

    /** The header with the id of the message; the same for each try. */
    public static final String ID = "webhook-id";

    /** The header with the seconds since 1970 at which the call was signed. */
    public static final String TIMESTAMP = "webhook-timestamp";

    /** The header with the signatures, separated by blanks. */
    public static final String SIGNATURE = "webhook-signature";

    /** How far a timestamp may be off; what is recorded on the way cannot be played back later. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MIN_KEY_BYTES = 24;

    private final List<SecretKeySpec> keys;

    /**
     * With one secret, or two during a rotation.
     *
     * @throws IllegalArgumentException when one is not {@code whsec_} and base64 of 24 bytes or
     *     more
     */
    public StandardWebhooks(List<Secret> secrets) {
        keys = secrets.stream().map(StandardWebhooks::key).toList();
    }

    private static SecretKeySpec key(Secret secret) {
        var text = secret.reveal();
        if (text.startsWith(PREFIX)) {
            try {
                var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
                if (bytes.length >= MIN_KEY_BYTES) {
                    return new SecretKeySpec(bytes, ALGORITHM);
                }
            } catch (IllegalArgumentException e) {
                // The decoder's message would quote from the secret.
                throw badSecret();
            }
        }
        throw badSecret();
    }

    private static IllegalArgumentException badSecret() {
        return new IllegalArgumentException(
                "A webhook secret must be \"whsec_\" and base64 of at least "
                        + MIN_KEY_BYTES
                        + " bytes; make one with: echo whsec_$(openssl rand -base64 24)");
    }

    /** The headers that sign a body. */
    public Map<String, String> headers(String id, Instant at, byte[] body) {
        var timestamp = Long.toString(at.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, timestamp);
        headers.put(
                SIGNATURE,
                keys.stream()
                        .map(key -> signature(key, id, timestamp, body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    /** What is wrong with a call; empty when it is genuine and fresh. */
    public Optional<String> complaint(WebhookRequest request) {
        var id = request.header(ID).orElse("");
        var timestamp = request.header(TIMESTAMP).orElse("");
        var offered = request.header(SIGNATURE).orElse("");
        if (id.isEmpty() || offered.isEmpty() || !timestamp.matches("\\d{1,12}")) {
            return Optional.of(
                    "the headers webhook-id, webhook-timestamp and webhook-signature are needed");
        }
        if (!matches(id, timestamp, request.body(), offered.split(" "))) {
            return Optional.of("webhook-signature does not match the body");
        }
        var sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, request.receivedAt()).abs().compareTo(TOLERANCE) > 0) {
            return Optional.of(
                    "webhook-timestamp is more than " + TOLERANCE.toMinutes() + " minutes off");
        }
        return Optional.empty();
    }

    private boolean matches(String id, String timestamp, byte[] body, String[] offered) {
        boolean found = false;
        for (var key : keys) {
            var expected = signature(key, id, timestamp, body).getBytes(StandardCharsets.UTF_8);
            found |=
                    Arrays.stream(offered)
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .anyMatch(bytes -> MessageDigest.isEqual(expected, bytes));
        }
        return found;
    }

    private static String signature(SecretKeySpec key, String id, String timestamp, byte[] body) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }
}
