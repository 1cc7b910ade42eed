package io.dragoman.gateway.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of files that may be sent, told by their first bytes: names lie. Pages, drawings with
 * scripts and programs are none of them; as text they are saved and never shown.
 */
enum FileKind {
    PNG("image/png", ".png", true, "89504e470d0a1a0a"),
    JPEG("image/jpeg", ".jpg", true, "ffd8ff"),
    GIF("image/gif", ".gif", true, "474946383761", "474946383961"),
    WEBP("image/webp", ".webp", true, "52494646........57454250"),
    PDF("application/pdf", ".pdf", false, "255044462d"),
    OFFICE("application/vnd.openxmlformats-officedocument", "", false, "504b0304"),
    MP4("video/mp4", ".mp4", false, "........66747970"),
    MP3("audio/mpeg", ".mp3", false, "494433", "fffb", "fff3"),
    OGG("audio/ogg", ".ogg", false, "4f676753"),
    WAV("audio/wav", ".wav", false, "52494646........57415645"),
    AMR("audio/amr", ".amr", false, "2321414d52"),
    TEXT("text/plain", ".txt", false);

    /** How many bytes of a file have to be looked at. */
    static final int LOOK = 4096;

    private static final byte[] OFFICE_MARK =
            "[Content_Types].xml".getBytes(StandardCharsets.US_ASCII);

    private final String mimeType;
    private final String ending;
    private final boolean image;
    private final List<String> beginnings;

    FileKind(String mimeType, String ending, boolean image, String... beginnings) {
        this.mimeType = mimeType;
        this.ending = ending;
        this.image = image;
        this.beginnings = List.of(beginnings);
    }

    /** The media type it is handed out with. */
    String mimeType() {
        return mimeType;
    }

    /** Whether a browser may show it. */
    boolean isImage() {
        return image;
    }

    /** The name with the ending of this kind, unless it is one of several. */
    String named(String name) {
        return ending.isEmpty() || name.toLowerCase(java.util.Locale.ROOT).endsWith(ending)
                ? name
                : name
                        + (this == JPEG && name.toLowerCase(java.util.Locale.ROOT).endsWith(".jpeg")
                                ? ""
                                : ending);
    }

    /**
     * The kind of a content.
     *
     * @param head its first bytes, {@link #LOOK} of them or all there are
     */
    static Optional<FileKind> of(byte[] head) {
        for (var kind : values()) {
            if (kind.beginnings.stream().anyMatch(beginning -> begins(head, beginning))
                    && (kind != OFFICE || contains(head, OFFICE_MARK))) {
                return Optional.of(kind);
            }
        }
        return isText(head) ? Optional.of(TEXT) : Optional.empty();
    }

    private static boolean begins(byte[] head, String beginning) {
        if (head.length * 2 < beginning.length()) {
            return false;
        }
        for (int i = 0; i < beginning.length(); i += 2) {
            var wanted = beginning.substring(i, i + 2);
            if (!wanted.equals("..") && (head[i / 2] & 0xff) != Integer.parseInt(wanted, 16)) {
                return false;
            }
        }
        return true;
    }

    private static boolean contains(byte[] head, byte[] mark) {
        for (int i = 0; i + mark.length <= head.length; i++) {
            if (Arrays.equals(head, i, i + mark.length, mark, 0, mark.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        // The look may end within a character.
        for (int cut = 0; cut < Math.min(4, head.length); cut++) {
            try {
                decoder.decode(ByteBuffer.wrap(head, 0, head.length - cut));
                return true;
            } catch (CharacterCodingException e) {
                if (head.length < LOOK) {
                    return false;
                }
            }
        }
        return false;
    }
}
