package io.dragoman.store.sql;

/** Faults on a real MariaDB server. */
final class MariaDbFaultsTest extends FaultContract {
    MariaDbFaultsTest() {
        super(Engine.MARIADB);
    }
}
