package io.dragoman.store.sql;

import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Gets a batch into the database for good: what this answers is durable, even when the connection
 * broke in the very commit. Thread-safe.
 */
final class LogCommits {

    private final Database database;
    private final Trees trees;
    private final Clock clock;
    private final LongSupplier tokens;
    private final RecentReads<Rating> ratings;

    /**
     * @param ratings hears of those that are written
     * @param tokens random numbers that tell transactions apart
     */
    LogCommits(
            Database database,
            Trees trees,
            RecentReads<Rating> ratings,
            Clock clock,
            LongSupplier tokens) {
        this.database = database;
        this.trees = trees;
        this.ratings = ratings;
        this.clock = clock;
        this.tokens = tokens;
    }

    /** Writes a batch that has been decided on and ends the transaction. */
    List<Outcome> write(Connection connection, LogBatch batch) throws SQLException {
        if (batch.effects().isEmpty()) {
            connection.rollback();
            return batch.outcomes(0);
        }
        long token = tokens.getAsLong();
        try {
            long first = statements(connection).write(batch, token);
            commit(connection, first, token);
            return batch.outcomes(first);
        } finally {
            // Of a commit that failed nobody knows whether it did.
            ratings.written(batch.ratings());
        }
    }

    /** When the connection breaks in the very commit, only the database knows how it ended. */
    private void commit(Connection connection, long dseq, long token) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (!Dialect.isLost(e) || !isCommitted(dseq, token)) {
                throw e;
            }
        }
        database.makeDurable(connection);
    }

    private boolean isCommitted(long dseq, long token) throws OutcomeUnknownException {
        try {
            return Retries.run(
                    () -> {
                        try (var connection = database.logConnection()) {
                            boolean committed = statements(connection).isCommitted(dseq, token);
                            connection.rollback();
                            return committed;
                        }
                    });
        } catch (SQLException e) {
            throw new OutcomeUnknownException(
                    "The connection broke while committing; how it ended is not known", e);
        }
    }

    private LogStatements statements(Connection connection) {
        return new LogStatements(connection, database.dialect(), trees, clock);
    }
}
