package io.dragoman.api.message;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why something is as it is, for people: a key with parameters, which the console puts into its
 * reader's language, and the same as an English sentence for the log, {@code /health} and whoever
 * has no words for the key. Immutable.
 *
 * @param key of the words; empty when the sentence is somebody else's, such as a compiler's
 * @param params what stands in the words, by name
 * @param text the English sentence; empty when there is nothing to say
 */
public record Reason(String key, Map<String, String> params, String text) {

    /** Nothing to say: all is well. */
    public static final Reason NONE = new Reason("", Map.of(), "");

    public Reason {
        params = Map.copyOf(params);
    }

    /**
     * A reason of ours.
     *
     * @param sentence in English, with {@code {name}} where a parameter stands
     * @param params name, value, name, value …
     */
    public static Reason of(String key, String sentence, Object... params) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < params.length; i += 2) {
            map.put(String.valueOf(params[i]), String.valueOf(params[i + 1]));
        }
        return new Reason(key, map, filled(sentence, map));
    }

    /** What somebody else says, in their own words. */
    public static Reason said(String text) {
        return text.isEmpty() ? NONE : new Reason("", Map.of(), text);
    }

    /** The same in other English words, for example with what stands around it in the log. */
    public Reason saying(String other) {
        return new Reason(key, params, other);
    }

    /** Whether there is nothing to say. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** A value may hold braces: each place is filled once. */
    private static String filled(String sentence, Map<String, String> params) {
        var text = new StringBuilder();
        int at = 0;
        while (true) {
            int open = sentence.indexOf('{', at);
            int close = sentence.indexOf('}', open + 1);
            if (open < 0 || close < 0) {
                return text.append(sentence, at, sentence.length()).toString();
            }
            var name = sentence.substring(open + 1, close);
            text.append(sentence, at, open);
            text.append(params.getOrDefault(name, '{' + name + '}'));
            at = close + 1;
        }
    }

    /** The English sentence. */
    @Override
    public String toString() {
        return text;
    }
}
