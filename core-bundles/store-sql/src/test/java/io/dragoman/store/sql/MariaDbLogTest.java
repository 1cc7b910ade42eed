package io.dragoman.store.sql;

/** The log on a real MariaDB server. */
final class MariaDbLogTest extends LogStoreContract {
    MariaDbLogTest() {
        super(Engine.MARIADB);
    }
}
