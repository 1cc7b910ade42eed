package io.dragoman.store.sql;

/** Faults on H2. */
final class H2FaultsTest extends FaultContract {
    H2FaultsTest() {
        super(Engine.H2);
    }
}
