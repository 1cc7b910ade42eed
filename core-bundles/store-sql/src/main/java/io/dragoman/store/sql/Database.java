package io.dragoman.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.dragoman.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An open database with its connections. Thread-safe. There are two pools, so that a crowd of
 * readers can never keep the log from being written.
 */
final class Database implements AutoCloseable {

    /**
     * Bounds of the pools.
     *
     * @param connections for everything but the log
     * @param patience how long to wait for a free connection
     * @param fsync whether the embedded database is flushed to disk after each transaction
     */
    record Options(int connections, Duration patience, boolean fsync) {
        static final Options DEFAULT = new Options(8, Duration.ofSeconds(5), true);
    }

    private static final int LOG_CONNECTIONS = 3;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private final Dialect dialect;
    private final Optional<String> warning;
    private final boolean fsync;
    private final HikariDataSource pool;
    private final HikariDataSource logPool;
    private final Jdbi jdbi;

    private Database(
            DataSource source, Dialect dialect, Options options, Optional<String> warning) {
        this.dialect = dialect;
        this.warning = warning;
        this.fsync = options.fsync();
        this.pool = new HikariDataSource(config(source, "store", options.connections(), options));
        var forLog = config(source, "store-log", LOG_CONNECTIONS, options);
        forLog.setAutoCommit(false);
        this.logPool = new HikariDataSource(forLog);
        this.jdbi = Jdbi.create(() -> living(pool));
    }

    /**
     * Connects, brings the schema up to date and fills the pools.
     *
     * @throws SQLException when the database cannot be reached
     * @throws org.flywaydb.core.api.FlywayException when the schema cannot be brought up to date
     */
    static Database open(DatabaseLocation location, Options options) throws SQLException {
        var dialect = location instanceof DatabaseLocation.Embedded ? Dialect.H2 : Dialect.MARIADB;
        var source = Sources.of(location, options.patience());
        try (var probe = source.getConnection()) {
            probe.isValid((int) options.patience().toSeconds());
            Migrations.run(source, dialect);
            return new Database(source, dialect, options, dialect.warning(probe));
        }
    }

    private static HikariConfig config(
            DataSource source, String name, int connections, Options options) {
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
        config.setExceptionOverride(new DropLostConnections());
        return config;
    }

    /** Hikari does not know by itself which of H2's errors mean that the connection is dead. */
    private static final class DropLostConnections implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return Dialect.isLost(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** What the operator should know about the server's settings. */
    Optional<String> warning() {
        return warning;
    }

    /** A connection for the log's writer: auto-commit is off; the caller closes it. */
    Connection logConnection() throws SQLException {
        return living(logPool);
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

    /**
     * Makes what was committed on this connection safe from a power cut.
     *
     * @throws OutcomeUnknownException when it is committed, but perhaps not on disk
     */
    void makeDurable(Connection connection) throws OutcomeUnknownException {
        if (fsync) {
            try {
                dialect.afterCommit(connection);
            } catch (SQLException e) {
                throw new OutcomeUnknownException("Committed, but perhaps not on disk", e);
            }
        }
    }

    /**
     * Runs queries on a connection of their own, without a transaction.
     *
     * @param what named in the exception
     * @throws StoreException when the database fails
     */
    <T> T read(String what, HandleCallback<T, SQLException> queries) {
        try {
            return Retries.run(() -> query(queries));
        } catch (SQLException e) {
            throw new StoreException("Cannot " + what, e);
        }
    }

    private <T> T query(HandleCallback<T, SQLException> queries) throws SQLException {
        try {
            return jdbi.withHandle(queries);
        } catch (JdbiException e) {
            throw Retries.cause(e);
        }
    }

    /**
     * Runs statements in one transaction, durable on return; run again when the database asks for
     * it because of a deadlock.
     *
     * @param what named in the exception
     * @throws StoreException when the database fails
     */
    <T> T write(String what, HandleCallback<T, SQLException> statements) {
        try {
            return Retries.run(() -> transact(statements));
        } catch (SQLException e) {
            throw new StoreException("Cannot " + what, e);
        }
    }

    /**
     * Runs inserts in one transaction; when somebody else was faster with the same keys, nothing is
     * written and nothing is wrong.
     *
     * @return whether the rows were inserted
     */
    boolean insertUnlessThere(String what, HandleConsumer<SQLException> inserts) {
        try {
            Retries.run(
                    () ->
                            transact(
                                    handle -> {
                                        inserts.useHandle(handle);
                                        return null;
                                    }));
            return true;
        } catch (SQLException e) {
            if (Dialect.isNotUnique(e)) {
                return false;
            }
            throw new StoreException("Cannot " + what, e);
        }
    }

    private <T> T transact(HandleCallback<T, SQLException> statements) throws SQLException {
        try (var handle = jdbi.open()) {
            handle.begin();
            var result = runOrRollBack(handle, statements);
            commit(handle);
            makeDurable(handle.getConnection());
            return result;
        } catch (JdbiException e) {
            throw Retries.cause(e);
        }
    }

    private static <T> T runOrRollBack(Handle handle, HandleCallback<T, SQLException> statements)
            throws SQLException {
        try {
            return statements.withHandle(handle);
        } catch (SQLException | RuntimeException e) {
            try {
                handle.rollback();
            } catch (JdbiException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private static void commit(Handle handle) throws SQLException {
        try {
            handle.commit();
        } catch (JdbiException e) {
            var cause = Retries.cause(e);
            throw Dialect.isLost(cause)
                    ? new OutcomeUnknownException("The connection broke while committing", cause)
                    : cause;
        }
    }

    /** Whether the database answers now. */
    void ping() {
        read("reach the database", handle -> handle.getConnection().isValid(2));
    }

    /** Closes all connections; the embedded database is closed with the last one. */
    @Override
    public void close() {
        logPool.close();
        pool.close();
    }
}
