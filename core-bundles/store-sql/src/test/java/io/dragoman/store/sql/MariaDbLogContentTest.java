package io.dragoman.store.sql;

/** What the log keeps on a real MariaDB server. */
final class MariaDbLogContentTest extends LogContentContract {
    MariaDbLogContentTest() {
        super(Engine.MARIADB);
    }
}
