package io.dragoman.itests.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what comes about elsewhere, by looking again and again. */
public final class Awaiting {

    private static final Duration STEP = Duration.ofMillis(25);

    private Awaiting() {}

    /** A condition, which may also fail with an assertion that says what is missing. */
    @FunctionalInterface
    public interface Check {
        /** Throws while it does not hold. */
        void run() throws Exception;
    }

    /** Waits until a check no longer fails; its last failure is thrown when time is up. */
    public static void eventually(Duration patience, Check check) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (Exception | AssertionError notYet) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            "Not within " + patience + ": " + notYet.getMessage(), notYet);
                }
            }
            pause();
        }
    }

    /** Waits until something is there. */
    public static <T> T awaited(Duration patience, String what, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            pause();
        }
        throw new AssertionError("Not within " + patience + ": " + what);
    }

    static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
