package io.dragoman.rules.drools;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule file as it lies in the folder. Immutable; nobody may write to {@code bytes}.
 *
 * @param name without a path
 */
record RuleSource(String name, byte[] bytes) {

    /** What a file's ending says about its content. */
    enum Kind {
        DRL,
        CSV,
        SHEET,
        DSL,
        DSLR
    }

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,119}");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset CHINESE_EXCEL = Charset.forName("GB18030");

    /**
     * The kind of a rule file; empty when a file of that name is none: wrong ending, a path, or an
     * editor's temporary file.
     */
    static Optional<Kind> kind(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            return Optional.empty();
        }
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "drl" -> Optional.of(Kind.DRL);
            case "csv" -> Optional.of(Kind.CSV);
            case "xlsx" -> Optional.of(Kind.SHEET);
            case "dsl" -> Optional.of(Kind.DSL);
            case "dslr" -> Optional.of(Kind.DSLR);
            default -> Optional.empty();
        };
    }

    Kind kind() {
        return kind(name).orElseThrow();
    }

    /** The text; UTF-8, or else what Excel and Notepad write on a Chinese Windows. */
    String text() {
        String text = decode();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private String decode() {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, CHINESE_EXCEL);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSource source
                && source.name.equals(name)
                && Arrays.equals(source.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    /** A hash over the content. */
    String hash() {
        return hash(List.of(this));
    }

    /** A hash over the names and contents of files. */
    static String hash(Collection<RuleSource> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (RuleSource source : sources) {
                digest.update(source.name.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(source.bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
