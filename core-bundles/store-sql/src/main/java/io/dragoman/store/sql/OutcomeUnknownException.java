package io.dragoman.store.sql;

import java.sql.SQLException;

/**
 * A transaction may or may not have got through. It must not be tried again without a look at what
 * stands in the database.
 */
final class OutcomeUnknownException extends SQLException {

    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(String message, SQLException cause) {
        super(message, cause);
    }
}
