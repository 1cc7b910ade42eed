package io.dragoman.itests.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Waits for what comes about elsewhere, by looking again and again. The patience that tests ask for
 * is that of a quiet machine; a busy one, as those of continuous integration are, gets more, which
 * costs time only where a test fails.
 */
public final class Awaiting {

    private static final Duration STEP = Duration.ofMillis(25);
    private static final int BUSY = 5;

    private Awaiting() {}

    /** A condition, which may also fail with an assertion that says what is missing. */
    @FunctionalInterface
    public interface Check {
        /** Throws while it does not hold. */
        void run() throws Exception;
    }

    /** What is awaited cannot come any more. */
    public static final class Hopeless extends AssertionError {
        private static final long serialVersionUID = 1L;

        /**
         * @param why shown as the test's failure
         */
        public Hopeless(String why) {
            super(why);
        }
    }

    /** Waits until a check no longer fails; its last failure is thrown when time is up. */
    public static void eventually(Duration patience, Check check) {
        long begun = System.nanoTime();
        long longest = patience.multipliedBy(BUSY).toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (Hopeless never) {
                throw never;
            } catch (Exception | AssertionError notYet) {
                if (System.nanoTime() - begun > longest) {
                    throw new AssertionError(
                            "Not within %d x %s: %s".formatted(BUSY, patience, notYet.getMessage()),
                            notYet);
                }
            }
            pause();
        }
    }

    /** Waits until something is there. */
    public static <T> T awaited(Duration patience, String what, Supplier<Optional<T>> look) {
        return awaited(patience, () -> what, look);
    }

    /**
     * Waits until something is there.
     *
     * @param what asked for when time is up
     */
    static <T> T awaited(Duration patience, Supplier<String> what, Supplier<Optional<T>> look) {
        long begun = System.nanoTime();
        long longest = patience.multipliedBy(BUSY).toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - begun > longest) {
                throw new AssertionError(
                        "Not within %d x %s: %s".formatted(BUSY, patience, what.get()));
            }
            pause();
        }
    }

    /** Waits a moment before looking again. */
    public static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
