package io.dragoman.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The connections of an open database. There are two pools, so that a crowd of readers can never
 * keep the log from being written. Thread-safe.
 */
final class Pools implements AutoCloseable {

    private static final int LOG_CONNECTIONS = 3;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private final HikariDataSource readers;
    private final HikariDataSource log;
    private final Jdbi jdbi;

    /**
     * Fills the pools.
     *
     * @param onFailure hears every exception of the database
     */
    Pools(DataSource source, Database.Options options, Consumer<SQLException> onFailure) {
        this.readers =
                new HikariDataSource(
                        config(source, "store", options.connections(), options, onFailure));
        var forLog = config(source, "store-log", LOG_CONNECTIONS, options, onFailure);
        forLog.setAutoCommit(false);
        this.log = new HikariDataSource(forLog);
        this.jdbi = Jdbi.create(() -> living(readers));
    }

    private static HikariConfig config(
            DataSource source,
            String name,
            int connections,
            Database.Options options,
            Consumer<SQLException> onFailure) {
        var config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName(name);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(options.patience().toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setInitializationFailTimeout(-1);
        // A locking read must see what was committed last, not a snapshot from before.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setExceptionOverride(new DropLostConnections(onFailure));
        return config;
    }

    /** Hikari does not know by itself which of H2's errors mean that the connection is dead. */
    private record DropLostConnections(Consumer<SQLException> onFailure)
            implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            onFailure.accept(failure);
            return Dialect.isLost(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    /** For everything but the log. */
    Jdbi jdbi() {
        return jdbi;
    }

    /** A connection for the log's writer: auto-commit is off; the caller closes it. */
    Connection logConnection() throws SQLException {
        return living(log);
    }

    /**
     * Hikari does not look at a connection that was in use a moment ago; the driver may know that
     * it broke since.
     */
    private static Connection living(HikariDataSource from) throws SQLException {
        for (int i = 0; i < from.getMaximumPoolSize(); i++) {
            var connection = from.getConnection();
            if (!connection.unwrap(Connection.class).isClosed()) {
                return connection;
            }
            from.evictConnection(connection);
        }
        return from.getConnection();
    }

    @Override
    public void close() {
        log.close();
        readers.close();
    }
}
