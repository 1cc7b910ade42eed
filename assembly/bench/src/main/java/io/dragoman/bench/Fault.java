package io.dragoman.bench;

/**
 * Something the server promises and did not keep.
 *
 * @param conversation where
 * @param words what, for people
 */
public record Fault(Kind kind, String conversation, String words) {

    /** What kind of promise was broken. */
    public enum Kind {
        LOST,
        DOUBLED,
        DISORDERED,
        GAP,
        DIFFERENT,
        UNANSWERED,
        CONNECTION,
        DRILL
    }

    @Override
    public String toString() {
        return kind + " " + conversation + ": " + words;
    }
}
