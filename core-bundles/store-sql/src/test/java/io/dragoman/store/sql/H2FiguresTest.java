package io.dragoman.store.sql;

/** The figures on H2. */
final class H2FiguresTest extends FigureStoreContract {
    H2FiguresTest() {
        super(Engine.H2);
    }
}
