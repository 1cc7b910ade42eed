package io.dragoman.api.rules;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Remembers the word lists that rules ask for, so that a text is searched for all of them at once
 * and a thousand rules look up what was found. A list that is asked for the first time is looked
 * for by itself. Thread-safe.
 */
final class KnownWords {

    /** More than the rules of a shop have; beyond that those in use are collected anew. */
    private static final int MOST_LISTS = 20_000;

    private static final int TEXTS = 256;

    private static volatile KnownWords current = new KnownWords(List.of());

    /** Guarded by itself, as is {@link #misses}. */
    private static final Set<String> LEARNT = new HashSet<>();

    private static int misses;

    /** The lists by open addressing, at most half of it taken, and the number of each. */
    private final String[] table;

    private final int[] numbers;
    private final int size;
    private final WordTrie trie;

    /**
     * The texts that were asked about last. Threads may overwrite each other's entries, which costs
     * them a second look and nothing else: an entry never changes.
     */
    private final Seen[] seen = new Seen[TEXTS];

    private record Seen(String text, long[] found) {
        boolean has(int list) {
            int place = list >> 6;
            return place < found.length && (found[place] >>> list & 1) == 1;
        }
    }

    private KnownWords(List<String> lists) {
        this.size = lists.size();
        this.trie = WordTrie.of(lists);
        this.table = new String[4 * Integer.highestOneBit(Math.max(1, size))];
        this.numbers = new int[table.length];
        for (int list = 0; list < size; list++) {
            int at = place(lists.get(list));
            table[at] = lists.get(list);
            numbers[at] = list;
        }
    }

    /** Whether the text has one of the words. */
    static boolean in(String text, String words) {
        var known = current;
        int at = known.place(words);
        if (known.table[at] != null) {
            return known.look(text).has(known.numbers[at]);
        }
        learn(words);
        return Words.occur(text, words);
    }

    /** Where a list stands, or the free place where it would. */
    private int place(String words) {
        int last = table.length - 1;
        int hash = words.hashCode();
        int at = (hash ^ hash >>> 16) & last;
        while (table[at] != null && !table[at].equals(words)) {
            at = at + 1 & last;
        }
        return at;
    }

    private Seen look(String text) {
        int slot = text.hashCode() & TEXTS - 1;
        var known = seen[slot];
        // The rules of one decision ask about the very same object, which is fast to compare.
        if (known == null || !known.text().equals(text)) {
            known = new Seen(text, trie.found(text));
            seen[slot] = known;
        }
        return known;
    }

    /** Begins anew with all lists once that costs less than what they cost by themselves. */
    private static void learn(String words) {
        synchronized (LEARNT) {
            // Compiled conditions hold the interned text, which is then the very same object.
            LEARNT.add(words.intern());
            if (LEARNT.size() > MOST_LISTS) {
                LEARNT.clear();
            }
            if (++misses >= current.size) {
                misses = 0;
                current = new KnownWords(List.copyOf(LEARNT));
            }
        }
    }
}
