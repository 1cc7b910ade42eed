package io.dragoman.store.sql;

class MariaDbHistoryTest extends HistoryContract {
    MariaDbHistoryTest() {
        super(Engine.MARIADB);
    }
}
