package io.dragoman.store.sql;

/** The outbox on H2. */
final class H2OutboxTest extends OutboxStoreContract {
    H2OutboxTest() {
        super(Engine.H2);
    }
}
