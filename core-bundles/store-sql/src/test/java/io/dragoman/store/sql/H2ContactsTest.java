package io.dragoman.store.sql;

/** Contacts on H2. */
final class H2ContactsTest extends ContactStoreContract {
    H2ContactsTest() {
        super(Engine.H2);
    }
}
