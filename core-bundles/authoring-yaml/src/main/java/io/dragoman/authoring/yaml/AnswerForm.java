package io.dragoman.authoring.yaml;

import io.dragoman.api.json.Json;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form a foreign system answers in. */
enum AnswerForm {
    /** What the answer's {@code Content-Type} says; plain text when it says nothing known. */
    AUTO,
    JSON,
    XML,
    PHP,
    TEXT;

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

    /**
     * The tree of an answer; a text for plain text.
     *
     * @param contentType the answer's header, or nothing
     * @param declared the charset that the skill's file declares, which counts most
     * @throws UnreadableAnswerException when it is not in this form
     */
    Object read(byte[] body, String contentType, Optional<Charset> declared, Json json) {
        var charset = declared.or(() -> told(contentType));
        return switch (this == AUTO ? of(contentType) : this) {
            case JSON -> json(new String(body, charset.orElse(StandardCharsets.UTF_8)), json);
            case XML -> XmlReader.read(body, charset);
            case PHP -> PhpReader.read(stripped(body), charset.orElse(StandardCharsets.UTF_8));
            default -> new String(body, charset.orElse(StandardCharsets.UTF_8)).strip();
        };
    }

    private static AnswerForm of(String contentType) {
        var type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return JSON;
        }
        if (type.contains("xml")) {
            return XML;
        }
        return type.contains("php") ? PHP : TEXT;
    }

    private static Optional<Charset> told(String contentType) {
        var matcher = CHARSET.matcher(contentType);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(matcher.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableAnswerException("its charset is unknown: " + matcher.group(1));
        }
    }

    private static Object json(String text, Json json) {
        try {
            return json.read(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableAnswerException("it is no JSON: " + e.getMessage());
        }
    }

    /** Old scripts end with a line break after {@code ?>}. */
    private static byte[] stripped(byte[] body) {
        int end = body.length;
        while (end > 0 && body[end - 1] <= ' ' && body[end - 1] >= 0) {
            end--;
        }
        return end == body.length ? body : java.util.Arrays.copyOf(body, end);
    }
}
