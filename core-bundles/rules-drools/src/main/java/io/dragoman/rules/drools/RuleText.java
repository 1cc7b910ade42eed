package io.dragoman.rules.drools;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads text that was saved by the programs people have: UTF-8, UTF-16 or GB18030 (GBK). */
final class RuleText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Charset CHINESE_WINDOWS = Charset.forName("GB18030");

    /** A table as Excel saves it where the comma is a decimal point, or as "Unicode text". */
    private static final Pattern OTHER_SEPARATOR =
            Pattern.compile("(?m)^[\"\\s;\t]*RuleSet\"?([;\t])");

    private RuleText() {}

    /** The text without a byte order mark; empty when it is in no encoding that is understood. */
    static Optional<String> of(byte[] bytes) {
        return charsets(bytes).stream()
                .map(charset -> decode(bytes, charset))
                .flatMap(Optional::stream)
                .findFirst()
                .map(RuleText::unmarked);
    }

    private static List<Charset> charsets(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return List.of(StandardCharsets.UTF_16LE);
        }
        return starts(bytes, 0xFE, 0xFF)
                ? List.of(StandardCharsets.UTF_16BE)
                : List.of(StandardCharsets.UTF_8, CHINESE_WINDOWS);
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static Optional<String> decode(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException anotherOne) {
            return Optional.empty();
        }
    }

    private static String unmarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** A table with commas between its cells, whatever stands there. */
    static String table(String text) {
        var found = OTHER_SEPARATOR.matcher(text);
        if (!found.find()) {
            return text;
        }
        char separator = found.group(1).charAt(0);
        var commas = new StringBuilder(text.length() + 64);
        text.lines().forEach(line -> commas.append(row(line, separator)).append('\n'));
        return commas.toString();
    }

    private static String row(String line, char separator) {
        var row = new StringBuilder();
        boolean quoted = false;
        int begin = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i == line.length() || !quoted && line.charAt(i) == separator) {
                row.append(begin == 0 ? "" : ",").append(cell(line.substring(begin, i)));
                begin = i + 1;
            } else if (line.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return row.toString();
    }

    private static String cell(String cell) {
        return cell.contains(",") && !cell.startsWith("\"") ? '"' + cell + '"' : cell;
    }
}
