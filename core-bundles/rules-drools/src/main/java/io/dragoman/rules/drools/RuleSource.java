package io.dragoman.rules.drools;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A rule file as it lies in the folder. Immutable; nobody may write to {@code bytes}.
 *
 * @param name without a path
 * @param tooLarge whether it is too large to be read; the bytes are not its own then
 */
record RuleSource(String name, byte[] bytes, boolean tooLarge) {

    RuleSource(String name, byte[] bytes) {
        this(name, bytes, false);
    }

    /** One that was not read. */
    static RuleSource tooLarge(String name, long size) {
        return new RuleSource(name, Long.toString(size).getBytes(StandardCharsets.UTF_8), true);
    }

    /** What a file's ending says about its content. */
    enum Kind {
        DRL,
        CSV,
        SHEET,
        DSL,
        DSLR,
        /** A spreadsheet of a kind that is not read, which its author should be told. */
        OTHER_SHEET
    }

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,119}");

    private static final Set<String> OTHER_SHEETS = Set.of("xls", "xlsm", "xlsb", "ods", "et");

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
            default ->
                    OTHER_SHEETS.contains(ending)
                            ? Optional.of(Kind.OTHER_SHEET)
                            : Optional.empty();
        };
    }

    Kind kind() {
        return kind(name).orElseThrow();
    }

    /** Why the file is not even read as rules; empty when it is. */
    Optional<String> refusal() {
        if (tooLarge) {
            return Optional.of(
                    "The file is larger than %d MB: split it".formatted(RuleFolder.LARGEST >> 20));
        }
        return switch (kind()) {
            case OTHER_SHEET ->
                    Optional.of("Of spreadsheets only .xlsx and .csv are read: save it as one");
            case SHEET -> Optional.empty();
            case DRL, CSV, DSL, DSLR ->
                    RuleText.of(bytes).isPresent()
                            ? Optional.empty()
                            : Optional.of(
                                    "The file's encoding is none of UTF-8, UTF-16 and GB18030 (GBK):"
                                            + " save it as UTF-8");
        };
    }

    /** The text; empty when {@link #refusal} says that there is none. */
    String text() {
        String text = RuleText.of(bytes).orElse("");
        return kind() == Kind.CSV ? RuleText.table(text) : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RuleSource source
                && source.name.equals(name)
                && source.tooLarge == tooLarge
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
