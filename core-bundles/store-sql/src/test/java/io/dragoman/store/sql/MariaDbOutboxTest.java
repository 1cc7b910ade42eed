package io.dragoman.store.sql;

/** The outbox on a real MariaDB server. */
final class MariaDbOutboxTest extends OutboxStoreContract {
    MariaDbOutboxTest() {
        super(Engine.MARIADB);
    }
}
