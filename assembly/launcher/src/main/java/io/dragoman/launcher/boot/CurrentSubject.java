package io.dragoman.launcher.boot;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;

/**
 * Who a thread acts for. New threads inherit it, as they inherited the access control context
 * before JDK 24.
 *
 * <p>Lives on the boot class path, where the JDK's own {@code Subject} can call it. Thread-safe.
 */
public final class CurrentSubject {
    private static final InheritableThreadLocal<Subject> CURRENT = new InheritableThreadLocal<>();

    private CurrentSubject() {}

    /**
     * The subject of the calling thread; null when it acts for nobody, as the JDK's method has it.
     */
    public static Subject get() {
        return CURRENT.get();
    }

    /**
     * Runs an action for a subject.
     *
     * @throws CompletionException with whatever the action throws, as {@code Subject.callAs} does
     */
    public static <T> T callAs(Subject subject, Callable<T> action) {
        Subject before = CURRENT.get();
        CURRENT.set(subject);
        try {
            return action.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        } finally {
            restore(before);
        }
    }

    private static void restore(Subject before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
