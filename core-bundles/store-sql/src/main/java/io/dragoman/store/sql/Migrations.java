package io.dragoman.store.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date. Several nodes may start at once: Flyway takes a lock in the
 * database.
 */
final class Migrations {

    private static final String FOLDER = "classpath:io/dragoman/store/sql/migration";

    private Migrations() {}

    /** Runs what has not run yet; answers how many migrations that were. */
    static int run(DataSource source, Dialect dialect) {
        var loader = Migrations.class.getClassLoader();
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        // Flyway looks for its parts through the context class loader, which is not this bundle's.
        thread.setContextClassLoader(loader);
        try {
            return Flyway.configure(loader)
                    .dataSource(source)
                    .loggers("slf4j")
                    .table("schema_history")
                    .locations(FOLDER)
                    .placeholders(dialect.placeholders())
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
