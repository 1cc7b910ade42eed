package io.dragoman.store.sql;

/** The figures on a real MariaDB server. */
final class MariaDbFiguresTest extends FigureStoreContract {
    MariaDbFiguresTest() {
        super(Engine.MARIADB);
    }
}
