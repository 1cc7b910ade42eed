package io.dragoman.gateway.internal;

import io.dragoman.api.message.Part;
import io.dragoman.storage.SettingStore;
import io.dragoman.storage.UploadStore.Upload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Addresses of kept files. An id ends in a mark of the conversation it belongs to, so that a link
 * put into another conversation is not signed there. Immutable and thread-safe.
 */
final class SignedLinks {

    static final String FOLDER = "/api/v1/files/";

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}-[A-Za-z0-9_-]{16}");
    private static final int MARK = 16;
    private static final int KEY_BYTES = 32;

    /** Links of the same hours are the same, so that browsers need not fetch a picture anew. */
    private static final long STEP_SECONDS = Duration.ofHours(12).toSeconds();

    private final byte[] key;
    private final Clock clock;
    private final String base;

    /**
     * @param base what comes before the path, for readers elsewhere; may be empty
     */
    SignedLinks(byte[] key, String base, Clock clock) {
        this.key = key.clone();
        this.base = base;
        this.clock = clock;
    }

    /** The key of this installation, made at its first start. */
    static byte[] key(SettingStore settings, SecureRandom random) {
        var bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        var fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Base64.getUrlDecoder().decode(settings.putIfAbsent("key.files", fresh));
    }

    /** A kept file as a part of a message. */
    Part.Media part(Upload upload, boolean signed) {
        return new Part.Media(
                signed ? signed(upload.id()) : plain(upload.id()),
                upload.mimeType(),
                upload.name(),
                upload.size());
    }

    /** An id for a file of a conversation. */
    String id(String unique, String conversationId) {
        return unique + "-" + mark(unique, conversationId);
    }

    private String mark(String unique, String conversationId) {
        return hmac("of\n" + unique + "\n" + conversationId).substring(0, MARK);
    }

    boolean belongs(String id, String conversationId) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        int cut = id.length() - MARK - 1;
        return same(mark(id.substring(0, cut), conversationId), id.substring(cut + 1));
    }

    /** The id in a link of ours; empty when it is another link. */
    static Optional<String> idIn(URI uri) {
        var path = uri.getPath();
        return Optional.ofNullable(path)
                .filter(whole -> whole.startsWith(FOLDER))
                .map(whole -> whole.substring(FOLDER.length()))
                .filter(id -> ID.matcher(id).matches());
    }

    /** The link as the log keeps it. */
    static URI plain(String id) {
        return URI.create(FOLDER + id);
    }

    /** A link that opens for 12 to 24 hours. */
    URI signed(String id) {
        long now = clock.instant().getEpochSecond();
        long until = (now / STEP_SECONDS + 2) * STEP_SECONDS;
        var expires = Long.toString(until, 36);
        return URI.create(base + FOLDER + id + "?e=" + expires + "&s=" + signature(id, expires));
    }

    private String signature(String id, String expires) {
        return hmac("open\n" + id + "\n" + expires);
    }

    boolean opens(String id, String expires, String signature) {
        if (!ID.matcher(id).matches() || !same(signature(id, expires), signature)) {
            return false;
        }
        return clock.instant().getEpochSecond() < Long.parseLong(expires, 36);
    }

    List<Part> signed(String conversationId, List<Part> parts) {
        return each(
                parts,
                media ->
                        idIn(media.uri())
                                .filter(id -> belongs(id, conversationId))
                                .map(id -> with(media, signed(id)))
                                .orElse(media));
    }

    static Part.Media with(Part.Media media, URI uri) {
        return new Part.Media(uri, media.mimeType(), media.name(), media.size());
    }

    static List<Part> each(List<Part> parts, UnaryOperator<Part.Media> change) {
        if (parts.stream().noneMatch(Part.Media.class::isInstance)) {
            return parts;
        }
        return parts.stream()
                .map(part -> part instanceof Part.Media media ? change.apply(media) : part)
                .toList();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.UTF_8));
    }

    private String hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
