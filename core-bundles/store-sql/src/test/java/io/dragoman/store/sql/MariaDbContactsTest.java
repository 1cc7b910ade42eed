package io.dragoman.store.sql;

/** Contacts on a real MariaDB server. */
final class MariaDbContactsTest extends ContactStoreContract {
    MariaDbContactsTest() {
        super(Engine.MARIADB);
    }
}
