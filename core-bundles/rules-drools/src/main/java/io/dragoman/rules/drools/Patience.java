package io.dragoman.rules.drools;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Ends what goes on inside a rule when time is up or too much memory was taken: loops, calls,
 * arrays, lists of a {@code from} and regular expressions, into which {@link LoopGuard}, {@link
 * FromGuard} and {@link RegexGuard} put calls of this class. Public because compiled rules call it;
 * nothing else should. Thread-safe.
 */
public final class Patience {

    /** Thrown through a rule; an error, so that no rule's {@code catch} stops it by accident. */
    static final class Over extends Error {

        private static final long serialVersionUID = 1L;
        private final String rule;

        Over(String rule, String reason) {
            super(reason, null, false, false);
            this.rule = rule;
        }

        /** The rule whose condition it was; the empty text when it was the one that fired. */
        String rule() {
            return rule;
        }
    }

    private static final int LOOKS = 256;
    private static final int MOST_PATTERNS = 2000;
    private static final String TOO_LONG = "took too long";

    private static final long MEGABYTE = 1024L * 1024;

    /**
     * What one decision may take, given back or not: an eighth of the heap, within bounds. Usual
     * ones take a thousandth of it.
     */
    private static final long MOST_BYTES =
            Math.clamp(Runtime.getRuntime().maxMemory() / 8, 64 * MEGABYTE, 256 * MEGABYTE);

    private static final int LARGEST_ARRAY = 1_000_000;

    /** Tells what a thread has taken; not every JVM can. */
    private static final Optional<ThreadMXBean> MEMORY =
            ManagementFactory.getThreadMXBean() instanceof ThreadMXBean known
                    ? Optional.of(known)
                    : Optional.empty();

    /**
     * What is left to a thread.
     *
     * @param deadline in the terms of {@link System#nanoTime()}
     * @param bytes that it may have taken in all its life
     */
    private record Bounds(long deadline, long bytes) {}

    private static final ThreadLocal<Bounds> BOUNDS = new ThreadLocal<>();
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Patience() {}

    /** Runs work on this thread under a deadline in the terms of {@link System#nanoTime()}. */
    static void until(long deadline, Runnable work) {
        BOUNDS.set(new Bounds(deadline, taken() + MOST_BYTES));
        try {
            work.run();
        } finally {
            BOUNDS.remove();
        }
    }

    private static long taken() {
        return MEMORY.map(ThreadMXBean::getCurrentThreadAllocatedBytes).orElse(0L);
    }

    /** Called at the beginning of each method and once in each round of a loop. */
    public static void check() {
        check("");
    }

    /** The same for a condition of a rule. */
    static void check(String rule) {
        var bounds = BOUNDS.get();
        if (bounds == null) {
            return;
        }
        if (System.nanoTime() - bounds.deadline() > 0) {
            throw new Over(rule, TOO_LONG);
        }
        if (taken() > bounds.bytes()) {
            throw new Over(rule, "took more than " + MOST_BYTES / MEGABYTE + " MB of memory");
        }
    }

    /** Called with the size of an array or text before it is made; answers the same. */
    public static int size(int wanted) {
        if (BOUNDS.get() != null && wanted > LARGEST_ARRAY) {
            throw new Over("", "wanted room for " + wanted + " at once");
        }
        return wanted;
    }

    /** What {@link String#format(String, Object...)} means in a rule. */
    public static String format(String format, Object... values) {
        return String.format(narrow(format), values);
    }

    /** What {@link String#format(Locale, String, Object...)} means in a rule. */
    public static String format(Locale language, String format, Object... values) {
        return String.format(language, narrow(format), values);
    }

    private static String narrow(String format) {
        if (BOUNDS.get() != null) {
            WideFormats.in(format)
                    .ifPresent(
                            width -> {
                                throw new Over("", "wanted room for " + width + " at once");
                            });
        }
        return format;
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
