package io.dragoman.dialogue;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * A button that starts a skill with some slots filled: {@code skill:<id>?slot=value&…#words},
 * values and words percent-encoded as in a query string. Any other payload is just text, as if the
 * customer had written it. Immutable.
 *
 * @param said what the customer said before the button was offered, for the skill to read; cut to
 *     {@value #MAX_SAID} characters
 */
public record ButtonPayload(String skill, Map<String, String> slots, Optional<String> said) {

    private static final Pattern FORM =
            Pattern.compile("skill:([a-z][a-z0-9-]{0,63})(?:\\?([^#]*))?(?:#(.*))?");
    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_SAID = 120;

    public ButtonPayload {
        slots = Map.copyOf(slots);
        said = said.map(ButtonPayload::cut).filter(words -> !words.isBlank());
    }

    /** A button that only fills slots. */
    public ButtonPayload(String skill, Map<String, String> slots) {
        this(skill, slots, Optional.empty());
    }

    /** Reads a payload; empty when it is only text. A parameter without a value is left out. */
    public static Optional<ButtonPayload> parse(String payload) {
        if (payload.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var form = FORM.matcher(payload.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var said = Optional.ofNullable(form.group(3)).map(ButtonPayload::decode);
            return Optional.of(new ButtonPayload(form.group(1), query(form.group(2)), said));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static Map<String, String> query(String query) {
        var slots = new LinkedHashMap<String, String>();
        if (query == null) {
            return slots;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                slots.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return slots;
    }

    /** The payload as it is put on a button. */
    public String format() {
        var query = new StringJoiner("&", "?", "").setEmptyValue("");
        slots.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(slot -> query.add(encode(slot.getKey()) + "=" + encode(slot.getValue())));
        return "skill:" + skill + query + said.map(words -> "#" + encode(words)).orElse("");
    }

    /** Not through the middle of a character. */
    private static String cut(String words) {
        if (words.length() <= MAX_SAID) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(MAX_SAID - 1)) ? MAX_SAID - 1 : MAX_SAID;
        return words.substring(0, end);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String decode(String value) {
        return URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
}
