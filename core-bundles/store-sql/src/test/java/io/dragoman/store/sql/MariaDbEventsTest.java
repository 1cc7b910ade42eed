package io.dragoman.store.sql;

class MariaDbEventsTest extends EventStoreContract {

    MariaDbEventsTest() {
        super(Engine.MARIADB);
    }
}
