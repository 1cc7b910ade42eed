package io.dragoman.store.sql;

/** What the log keeps on H2. */
final class H2LogContentTest extends LogContentContract {
    H2LogContentTest() {
        super(Engine.H2);
    }
}
