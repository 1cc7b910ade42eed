package io.dragoman.store.sql;

/** Repeats and refusals on H2. */
final class H2LogRepeatTest extends LogRepeatContract {
    H2LogRepeatTest() {
        super(Engine.H2);
    }
}
