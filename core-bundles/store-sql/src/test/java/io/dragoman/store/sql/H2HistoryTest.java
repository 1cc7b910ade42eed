package io.dragoman.store.sql;

class H2HistoryTest extends HistoryContract {
    H2HistoryTest() {
        super(Engine.H2);
    }
}
