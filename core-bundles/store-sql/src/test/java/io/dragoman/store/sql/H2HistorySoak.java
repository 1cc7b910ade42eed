package io.dragoman.store.sql;

final class H2HistorySoak extends HistorySoak {
    H2HistorySoak() {
        super(Engine.H2);
    }
}
