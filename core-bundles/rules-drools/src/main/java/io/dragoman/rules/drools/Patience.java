package io.dragoman.rules.drools;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Ends what goes on inside a rule when time is up: loops and regular expressions, into which {@link
 * LoopGuard} and {@link RegexGuard} put calls of this class. Public because compiled rules call it;
 * nothing else should. Thread-safe.
 */
public final class Patience {

    /** Thrown through a rule; an error, so that no rule's {@code catch} stops it by accident. */
    static final class Over extends Error {

        private static final long serialVersionUID = 1L;
        private final String rule;

        Over(String rule) {
            super("Time is up", null, false, false);
            this.rule = rule;
        }

        /** The rule whose condition it was; the empty text when it was the one that fired. */
        String rule() {
            return rule;
        }
    }

    private static final int LOOKS = 256;
    private static final int MOST_PATTERNS = 2000;
    private static final ThreadLocal<Long> DEADLINE = new ThreadLocal<>();
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Patience() {}

    /** Runs work on this thread under a deadline in the terms of {@link System#nanoTime()}. */
    static void until(long deadline, Runnable work) {
        DEADLINE.set(deadline);
        try {
            work.run();
        } finally {
            DEADLINE.remove();
        }
    }

    /** Called once in each round of a loop. */
    public static void check() {
        check("");
    }

    private static void check(String rule) {
        Long deadline = DEADLINE.get();
        if (deadline != null && System.nanoTime() - deadline > 0) {
            throw new Over(rule);
        }
    }

    /** What {@code text matches "regex"} means in a condition. */
    public static boolean matches(Object text, String regex, String rule) {
        if (text == null) {
            return false;
        }
        if (PATTERNS.size() > MOST_PATTERNS) {
            PATTERNS.clear();
        }
        return PATTERNS.computeIfAbsent(regex, Pattern::compile)
                .matcher(new Watched(text.toString(), rule))
                .matches();
    }

    /** A text that looks at the clock every so many characters. Used by one thread. */
    private static final class Watched implements CharSequence {

        private final String text;
        private final String rule;
        private int looks;

        Watched(String text, String rule) {
            this.text = text;
            this.rule = rule;
        }

        @Override
        public char charAt(int index) {
            if (++looks % LOOKS == 0) {
                check(rule);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
