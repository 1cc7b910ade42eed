package io.dragoman.store.sql;

class H2EventsTest extends EventStoreContract {

    H2EventsTest() {
        super(Engine.H2);
    }
}
