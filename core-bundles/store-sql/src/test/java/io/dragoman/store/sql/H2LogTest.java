package io.dragoman.store.sql;

/** The log on H2. */
final class H2LogTest extends LogStoreContract {
    H2LogTest() {
        super(Engine.H2);
    }
}
