package io.dragoman.store.sql;

/** Reading the log on H2. */
final class H2LogReadingTest extends LogReadingContract {
    H2LogReadingTest() {
        super(Engine.H2);
    }
}
