package io.dragoman.authoring.yaml;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what PHP's {@code serialize()} wrote: null, truth values, numbers, strings, arrays, enums,
 * and objects as maps of their properties. Nothing is created by its class's name, so nothing in an
 * answer can run. References ({@code R:}, {@code r:}) and objects with a format of their own
 * ({@code C:}) are refused. An array with the keys 0, 1, 2 … becomes a list. The format is that of
 * PHP 7.4 to 8.4. Used once.
 */
final class PhpReader {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 100_000;

    private final byte[] bytes;
    private final Charset charset;
    private int at;
    private int values;

    private PhpReader(byte[] bytes, Charset charset) {
        this.bytes = bytes;
        this.charset = charset;
    }

    /**
     * The value as a tree of maps, lists and plain values.
     *
     * @param charset of the strings in it; their lengths count bytes
     * @throws UnreadableAnswerException naming the byte at which it is no such text
     */
    static Object read(byte[] bytes, Charset charset) {
        var reader = new PhpReader(bytes, charset);
        var value = reader.value(0);
        if (reader.at < bytes.length) {
            throw reader.wrong("something follows the value");
        }
        return value;
    }

    private UnreadableAnswerException wrong(String reason) {
        return new UnreadableAnswerException(
                "it is no PHP-serialised text: " + reason + " at byte " + at);
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " levels");
        }
        if (++values > MAX_VALUES) {
            throw wrong("more than " + MAX_VALUES + " values");
        }
        char type = (char) next();
        return switch (type) {
            case 'N' -> nothing();
            case 'b' -> truth();
            case 'i' -> whole(';');
            case 'd' -> decimal();
            case 's' -> string();
            case 'E' -> constant();
            case 'a' -> array(depth);
            case 'O' -> object(depth);
            case 'R', 'r' -> throw wrong("references are not understood");
            case 'C' -> throw wrong("objects with a format of their own are not understood");
            default -> throw wrong("there is no type '" + type + "'");
        };
    }

    private Object nothing() {
        expect(';');
        return null;
    }

    private Object truth() {
        long value = whole(';');
        if (value != 0 && value != 1) {
            throw wrong("a truth value is 0 or 1");
        }
        return value == 1;
    }

    /** What stands between a colon and a certain character. */
    private String until(char end, int most) {
        expect(':');
        int begin = at;
        while (next() != end) {
            if (at - begin > most) {
                throw wrong("a number is too long");
            }
        }
        return new String(bytes, begin, at - begin - 1, StandardCharsets.US_ASCII);
    }

    private long whole(char end) {
        var digits = until(end, 20);
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw wrong("'" + digits + "' is no whole number");
        }
    }

    private int count(char end) {
        long count = whole(end);
        if (count < 0 || count > bytes.length) {
            throw wrong("the length " + count + " cannot be");
        }
        return (int) count;
    }

    private Object decimal() {
        var digits = until(';', 40);
        return switch (digits) {
            case "NAN", "INF", "-INF" -> digits;
            default -> number(digits);
        };
    }

    private BigDecimal number(String digits) {
        try {
            var number = new BigDecimal(digits);
            if (Math.abs((long) number.scale()) > 400) {
                throw wrong("'" + digits + "' is too large or too small");
            }
            return number;
        } catch (NumberFormatException e) {
            throw wrong("'" + digits + "' is no number");
        }
    }

    private String string() {
        var text = quoted(count(':'), charset);
        expect(';');
        return text;
    }

    /** An enum's case, {@code Suit:Hearts}; its name is what tells something. */
    private String constant() {
        var text = quoted(count(':'), StandardCharsets.UTF_8);
        expect(';');
        return text.substring(text.indexOf(':') + 1);
    }

    private String quoted(int length, Charset as) {
        expect('"');
        if (bytes.length - at < length) {
            throw wrong("a string of " + length + " bytes is cut off");
        }
        var text = new String(bytes, at, length, as);
        at += length;
        expect('"');
        return text;
    }

    private Object array(int depth) {
        int size = count(':');
        expect('{');
        var entries = new LinkedHashMap<String, Object>();
        for (int i = 0; i < size; i++) {
            entries.put(key(), value(depth + 1));
        }
        expect('}');
        return isList(entries) ? list(entries) : entries;
    }

    private String key() {
        char type = (char) next();
        return switch (type) {
            case 'i' -> Long.toString(whole(';'));
            case 's' -> string();
            default -> throw wrong("a key is a number or a string, not '" + type + "'");
        };
    }

    private static boolean isList(Map<String, Object> entries) {
        int i = 0;
        for (var key : entries.keySet()) {
            if (!key.equals(Integer.toString(i++))) {
                return false;
            }
        }
        return true;
    }

    /** Not {@code List.copyOf}: there may be nulls in it. */
    private static List<Object> list(Map<String, Object> entries) {
        return new ArrayList<>(entries.values());
    }

    private Object object(int depth) {
        quoted(count(':'), StandardCharsets.UTF_8);
        int size = count(':');
        expect('{');
        var properties = new LinkedHashMap<String, Object>();
        for (int i = 0; i < size; i++) {
            properties.put(property(key()), value(depth + 1));
        }
        expect('}');
        return properties;
    }

    /** A private or protected property bears its class in front of its name, between zeros. */
    private static String property(String key) {
        return key.isEmpty() || key.charAt(0) != 0 ? key : key.substring(key.lastIndexOf(0) + 1);
    }

    private int next() {
        if (at >= bytes.length) {
            throw wrong("it ends");
        }
        return bytes[at++] & 0xff;
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            at--;
            throw wrong("'" + wanted + "' is expected");
        }
    }
}
