package io.dragoman.shop.demo;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a shop's files, for the person who has to mend them. Not thread-safe. */
final class Problems {

    private static final int TOLD = 20;

    private final String file;
    private final List<String> told;
    private final int[] count;

    Problems(String file) {
        this(file, new ArrayList<>(), new int[1]);
    }

    private Problems(String file, List<String> told, int[] count) {
        this.file = file;
        this.told = told;
        this.count = count;
    }

    /** Goes on collecting with another file. */
    Problems in(String other) {
        return new Problems(other, told, count);
    }

    /** Notes one; the text says what to do about it. */
    void add(String where, String what) {
        if (count[0]++ < TOLD) {
            told.add(file + ": " + (where.isEmpty() ? "" : where + ": ") + what);
        }
    }

    boolean isEmpty() {
        return count[0] == 0;
    }

    /** The first of them, and how many more there are. */
    List<String> lines() {
        if (count[0] <= TOLD) {
            return List.copyOf(told);
        }
        var all = new ArrayList<>(told);
        all.add("… and " + (count[0] - TOLD) + " more");
        return all;
    }
}
