package io.dragoman.authoring.wasm;

import java.time.Duration;
import java.util.Set;

/**
 * What a module may use in one call. Immutable.
 *
 * @param pages of memory, of 64 KiB each
 * @param fuel instructions; those that work on many bytes count more
 * @param time by the clock
 * @param grants the host's functions that modules may import
 */
record Limits(int pages, long fuel, Duration time, Set<String> grants) {

    /** Bytes of a module's file. */
    static final int FILE = 2 * 1024 * 1024;

    /** Bytes of what goes in or comes out of a call. */
    static final int MESSAGE = 256 * 1024;

    /** Functions within functions. */
    static final int CALLS = 400;

    /** Values on the stack of all of them together. */
    static final int STACK = 200_000;

    /** Local variables of one function. */
    static final int LOCALS = 2_000;

    /** Entries of a table of functions. */
    static final int TABLE = 10_000;

    Limits {
        grants = Set.copyOf(grants);
    }
}
