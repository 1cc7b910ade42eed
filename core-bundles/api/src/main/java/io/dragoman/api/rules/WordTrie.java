package io.dragoman.api.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many lists of words, all looked for in one pass over a text: what that costs depends on the text
 * and hardly on how many words there are. A tree by letters, its branches in one table. Immutable,
 * thread-safe.
 */
final class WordTrie {

    /** Fibonacci hashing spreads neighbouring nodes and letters. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int[] NONE = {};

    /** A node above, 16 bits for the letter that leads down; 0 where nothing stands. */
    private long[] branches = new long[64];

    private int[] targets = new int[64];

    /** For each node the words that end there: twice the number of the list, odd when open. */
    private final List<int[]> ends = new ArrayList<>();

    private WordTrie() {
        ends.add(NONE);
    }

    /** A tree of lists such as {@code 退款|refund*}, each with the number of its place. */
    static WordTrie of(List<String> lists) {
        var trie = new WordTrie();
        for (int list = 0; list < lists.size(); list++) {
            for (String word : lists.get(list).split("\\|")) {
                boolean open = word.endsWith("*");
                trie.add(
                        open ? word.substring(0, word.length() - 1) : word,
                        2 * list + (open ? 1 : 0));
            }
        }
        return trie;
    }

    private void add(String word, int end) {
        if (word.isEmpty()) {
            return;
        }
        int node = 0;
        for (int i = 0; i < word.length(); i++) {
            int next = child(node, word.charAt(i));
            node = next == 0 ? grow(node, word.charAt(i)) : next;
        }
        var known = ends.get(node);
        var more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = end;
        ends.set(node, more);
    }

    private int grow(int node, char letter) {
        int made = ends.size();
        ends.add(NONE);
        if (2 * made > branches.length) {
            widen();
        }
        put(branch(node, letter), made);
        return made;
    }

    private void widen() {
        var olderBranches = branches;
        var olderTargets = targets;
        branches = new long[2 * olderBranches.length];
        targets = new int[branches.length];
        for (int i = 0; i < olderBranches.length; i++) {
            if (olderTargets[i] != 0) {
                put(olderBranches[i], olderTargets[i]);
            }
        }
    }

    private void put(long branch, int target) {
        int at = place(branch);
        branches[at] = branch;
        targets[at] = target;
    }

    private static long branch(int node, char letter) {
        return (long) node << Character.SIZE | letter;
    }

    /** Where a branch stands, or the free place where it would. */
    private int place(long branch) {
        int last = branches.length - 1;
        int at = (int) (branch * SPREAD >>> Integer.SIZE) & last;
        while (targets[at] != 0 && branches[at] != branch) {
            at = at + 1 & last;
        }
        return at;
    }

    /** The node a letter leads to; 0, the root, when to none. */
    private int child(int node, char letter) {
        return targets[place(branch(node, letter))];
    }

    /** Whose words occur: the lists' numbers as bits. Without trailing zeros, like a bit set's. */
    long[] found(String text) {
        long[] found = {};
        for (int from = 0; from < text.length(); from++) {
            if (from > 0 && Words.oneWord(text.charAt(from - 1), text.charAt(from))) {
                continue;
            }
            int node = 0;
            for (int at = from; at < text.length(); at++) {
                node = child(node, text.charAt(at));
                if (node == 0) {
                    break;
                }
                for (int end : ends.get(node)) {
                    if ((end & 1) == 1 || !goesOn(text, at)) {
                        found = with(found, end >> 1);
                    }
                }
            }
        }
        return found;
    }

    private static boolean goesOn(String text, int at) {
        return at + 1 < text.length() && Words.oneWord(text.charAt(at), text.charAt(at + 1));
    }

    private static long[] with(long[] bits, int bit) {
        int place = bit >> 6;
        var wide = place < bits.length ? bits : Arrays.copyOf(bits, place + 1);
        wide[place] |= 1L << bit;
        return wide;
    }
}
