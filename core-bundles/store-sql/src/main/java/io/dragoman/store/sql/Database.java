package io.dragoman.store.sql;

import io.dragoman.storage.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.JdbiException;

/**
 * An open database with its connections. Thread-safe. An embedded database that closes itself,
 * because its disk is full for example, is opened again by itself.
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

    private final DataSource source;
    private final Options options;
    private final Dialect dialect;
    private final Optional<String> warning;
    private final Optional<Reopening> reopening;
    private volatile Pools pools;

    private Database(
            DatabaseLocation location,
            DataSource source,
            Dialect dialect,
            Options options,
            Optional<String> warning)
            throws SQLException {
        this.source = source;
        this.options = options;
        this.dialect = dialect;
        this.warning = warning;
        this.reopening =
                location instanceof DatabaseLocation.Embedded embedded
                        ? Optional.of(new Reopening(embedded.file(), source, new Swapping()))
                        : Optional.empty();
        this.pools = new Pools(source, options, this::heard);
    }

    private void heard(SQLException failure) {
        reopening.ifPresent(embedded -> embedded.heard(failure));
    }

    /** Puts fresh connections in the place of those to a database that has closed itself. */
    private final class Swapping implements Reopening.Swap {
        @Override
        public void toFreshConnections() {
            pools = new Pools(source, options, Database.this::heard);
        }

        @Override
        public void closeOldConnections() {
            pools.close();
        }
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
            return new Database(location, source, dialect, options, dialect.warning(probe));
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
        return open().logConnection();
    }

    /** The connections, unless the embedded database has closed itself. */
    private Pools open() throws SQLException {
        var trouble = reopening.flatMap(Reopening::trouble);
        if (trouble.isPresent()) {
            throw new SQLTransientConnectionException(trouble.get());
        }
        return pools;
    }

    /**
     * Makes what was committed on this connection safe from a power cut.
     *
     * @throws OutcomeUnknownException when it is committed, but perhaps not on disk
     */
    void makeDurable(Connection connection) throws OutcomeUnknownException {
        if (options.fsync()) {
            try {
                dialect.afterCommit(connection);
            } catch (SQLException e) {
                heard(e);
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
            return open().jdbi().withHandle(queries);
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
        try (var handle = open().jdbi().open()) {
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
        reopening.ifPresent(Reopening::close);
        pools.close();
    }
}
