package io.dragoman.store.sql;

/** Reading the log on a real MariaDB server. */
final class MariaDbLogReadingTest extends LogReadingContract {
    MariaDbLogReadingTest() {
        super(Engine.MARIADB);
    }
}
