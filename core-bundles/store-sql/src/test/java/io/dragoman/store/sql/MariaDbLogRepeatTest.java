package io.dragoman.store.sql;

/** Repeats and refusals on a real MariaDB server. */
final class MariaDbLogRepeatTest extends LogRepeatContract {
    MariaDbLogRepeatTest() {
        super(Engine.MARIADB);
    }
}
