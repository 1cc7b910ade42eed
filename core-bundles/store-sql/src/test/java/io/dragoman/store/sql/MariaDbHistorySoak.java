package io.dragoman.store.sql;

final class MariaDbHistorySoak extends HistorySoak {
    MariaDbHistorySoak() {
        super(Engine.MARIADB);
    }
}
