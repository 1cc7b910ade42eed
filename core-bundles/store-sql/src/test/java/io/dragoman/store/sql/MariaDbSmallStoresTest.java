package io.dragoman.store.sql;

/** The small stores on a real MariaDB server. */
final class MariaDbSmallStoresTest extends SmallStoresContract {
    MariaDbSmallStoresTest() {
        super(Engine.MARIADB);
    }
}
