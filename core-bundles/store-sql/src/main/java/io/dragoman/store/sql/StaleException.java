package io.dragoman.store.sql;

import java.sql.SQLException;

/** What was known of a conversation is not what stands in the database any more. */
final class StaleException extends SQLException {

    private static final long serialVersionUID = 1L;

    StaleException() {
        super("A conversation was changed by somebody else");
    }
}
