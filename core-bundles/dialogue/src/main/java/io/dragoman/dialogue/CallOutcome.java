package io.dragoman.dialogue;

import java.time.Duration;

/** How a call into a plug-in ended. */
sealed interface CallOutcome<T> {

    record Returned<T>(T value) implements CallOutcome<T> {}

    record Threw<T>(Throwable cause) implements CallOutcome<T> {}

    record TimedOut<T>(Duration limit) implements CallOutcome<T> {}

    record Refused<T>(String reason) implements CallOutcome<T> {}

    /** Why there is no value, in one line; must not be asked of {@link Returned}. */
    static String reason(CallOutcome<?> outcome) {
        return switch (outcome) {
            case Returned<?> r -> throw new IllegalStateException("The call returned a value");
            case Threw<?> t -> describe(t.cause());
            case TimedOut<?> t -> "took longer than " + t.limit().toMillis() + " ms";
            case Refused<?> r -> r.reason();
        };
    }

    /** An exception in one line, with the one below it when that says more. */
    static String describe(Throwable thrown) {
        var cause = thrown.getCause();
        var own = line(thrown);
        return cause == null || cause == thrown ? own : own + ", because of " + line(cause);
    }

    private static String line(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : thrown.getClass().getSimpleName() + ": " + message;
    }
}
