package io.dragoman.store.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a transaction again when the database gave it up in favour of another one, or when the
 * connection broke before anything was committed.
 */
final class Retries {

    private static final int ATTEMPTS = 6;
    private static final long FIRST_PAUSE_MICROS = 2_000;

    private Retries() {}

    /** A transaction. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Runs work until it succeeds, fails for another reason, or too often. */
    static <T> T run(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (SQLTransientConnectionException e) {
                // The pool's word for "no connection in time": waiting again would hold up others.
                throw e;
            } catch (SQLException e) {
                boolean hopeless = !Dialect.isTransient(e) && !Dialect.isLost(e);
                if (attempt == ATTEMPTS || hopeless) {
                    throw e;
                }
                pause(attempt);
            }
        }
    }

    /** Waits longer each time; the jitter keeps two rivals from meeting again. */
    private static void pause(int attempt) {
        long longest = FIRST_PAUSE_MICROS << attempt;
        long micros = ThreadLocalRandom.current().nextLong(longest / 2, longest);
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /** The database's own exception inside a library's; a wrapper around it when there is none. */
    static SQLException cause(RuntimeException failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return new SQLException(failure.getMessage(), failure);
    }
}
