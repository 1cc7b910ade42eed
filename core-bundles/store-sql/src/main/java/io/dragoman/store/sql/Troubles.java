package io.dragoman.store.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;

/** Says in one sentence why a database cannot be used and what to do about it. */
final class Troubles {

    private static final int H2_LOCKED = 90020;
    private static final int MARIADB_ACCESS_DENIED = 1045;
    private static final int MARIADB_NO_RIGHT = 1044;

    private Troubles() {}

    /**
     * @param database what to call it
     */
    static String explain(String database, Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            var known = t instanceof SQLException e ? known(e) : Optional.<String>empty();
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (failure instanceof FlywayException) {
            return "The schema of "
                    + database
                    + " cannot be brought up to date: "
                    + root(failure)
                    + ".";
        }
        if (failure instanceof IllegalArgumentException) {
            return failure.getMessage() + ".";
        }
        return database + " cannot be reached: " + root(failure) + ".";
    }

    private static Optional<String> known(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case H2_LOCKED ->
                    Optional.of(
                            "The database file is in use by another process. Stop that one, or set"
                                    + " DRAGOMAN_DATA to a folder of its own; several servers need a"
                                    + " MariaDB (DRAGOMAN_DB_URL).");
            case MARIADB_ACCESS_DENIED ->
                    Optional.of(
                            "MariaDB does not know this user or password. Check DRAGOMAN_DB_USER and"
                                    + " DRAGOMAN_DB_PASSWORD.");
            case MARIADB_NO_RIGHT ->
                    Optional.of(
                            "The MariaDB user may not use this database. Grant it all rights on the"
                                    + " database that DRAGOMAN_DB_URL names.");
            default -> Optional.empty();
        };
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse(cause.toString()).replaceAll("[.\\s]+$", "");
    }
}
