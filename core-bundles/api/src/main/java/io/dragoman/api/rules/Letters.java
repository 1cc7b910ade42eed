package io.dragoman.api.rules;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells at a glance that a text cannot have a word: it lacks one of the word's letters. A thousand
 * rules look for their words in every message, and nearly all of them in vain. Letters are kept as
 * 64 bits, so two letters may share one; what passes has to be looked for. Thread-safe.
 */
final class Letters {

    /**
     * More word lists than all rule files together have; others are looked for without a glance.
     */
    private static final int MOST_LISTS = 20_000;

    private static final int TEXTS = 64;

    private static final Map<String, long[]> LISTS = new ConcurrentHashMap<>();

    /**
     * The texts that were asked about last. Threads may overwrite each other's entries, which costs
     * them a second look and nothing else: an entry never changes.
     */
    private static final Seen[] SEEN = new Seen[TEXTS];

    private record Seen(String text, long letters) {}

    private Letters() {}

    /** Whether the text has all letters of at least one of the words. */
    static boolean mayHave(String text, String words) {
        long there = ofText(text);
        for (long wanted : ofWords(words)) {
            if ((wanted & ~there) == 0) {
                return true;
            }
        }
        return false;
    }

    private static long ofText(String text) {
        int slot = text.hashCode() & TEXTS - 1;
        var seen = SEEN[slot];
        // The rules of one decision ask about the very same object, which is fast to compare.
        if (seen == null || !seen.text().equals(text)) {
            seen = new Seen(text, letters(text, text.length()));
            SEEN[slot] = seen;
        }
        return seen.letters();
    }

    private static long[] ofWords(String words) {
        var known = LISTS.get(words);
        if (known == null) {
            known = split(words);
            if (LISTS.size() < MOST_LISTS) {
                LISTS.put(words, known);
            }
        }
        return known;
    }

    private static long[] split(String words) {
        var list = words.split("\\|", -1);
        var letters = new long[list.length];
        for (int i = 0; i < list.length; i++) {
            var word = list[i];
            int length = word.endsWith("*") ? word.length() - 1 : word.length();
            letters[i] = letters(word, length);
        }
        return letters;
    }

    private static long letters(String text, int length) {
        long letters = 0;
        for (int i = 0; i < length; i++) {
            letters |= 1L << (text.charAt(i) * 0x9E3779B1 >>> 26);
        }
        return letters;
    }
}
