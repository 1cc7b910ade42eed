package io.dragoman.store.sql;

/** The small stores on H2. */
final class H2SmallStoresTest extends SmallStoresContract {
    H2SmallStoresTest() {
        super(Engine.H2);
    }
}
