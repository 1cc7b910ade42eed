package io.dragoman.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The few things in which the two databases differ. */
enum Dialect {
    H2(Map.of("text", "VARCHAR(1000000)", "table", "")) {
        @Override
        long add(Connection connection, int count) throws SQLException {
            try (var statement =
                    connection.prepareStatement(
                            "SELECT counter_value FROM FINAL TABLE (UPDATE counter"
                                    + " SET counter_value = counter_value + ? WHERE name = 'dseq')")) {
                statement.setInt(1, count);
                try (var rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw noCounter();
                    }
                    return rows.getLong(1);
                }
            }
        }

        /**
         * H2 does not flush at commit, so what was acknowledged could vanish with the power; after
         * the whole group this costs one fsync.
         */
        @Override
        void afterCommit(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }

        @Override
        String constant(String column) {
            return column + ", ";
        }
    },
    MARIADB(
            Map.of(
                    "text",
                    "LONGTEXT",
                    "table",
                    "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_nopad_bin"
                            + " ROW_FORMAT=DYNAMIC")) {
        /** The new value comes back as the key that an INSERT would have made: one round trip. */
        @Override
        long add(Connection connection, int count) throws SQLException {
            try (var statement =
                    connection.prepareStatement(
                            "UPDATE counter SET counter_value = LAST_INSERT_ID(counter_value + ?)"
                                    + " WHERE name = 'dseq'",
                            Statement.RETURN_GENERATED_KEYS)) {
                statement.setInt(1, count);
                statement.executeUpdate();
                try (var keys = statement.getGeneratedKeys()) {
                    if (!keys.next()) {
                        throw noCounter();
                    }
                    return keys.getLong(1);
                }
            }
        }

        @Override
        void afterCommit(Connection connection) {
            // innodb_flush_log_at_trx_commit=1 makes the commit itself durable.
        }

        @Override
        String constant(String column) {
            return "";
        }

        @Override
        Optional<String> warning(Connection connection) throws SQLException {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT @@innodb_flush_log_at_trx_commit")) {
                return row.next() && row.getInt(1) == 1
                        ? Optional.empty()
                        : Optional.of(
                                "MariaDB does not flush at commit: a power cut can take messages"
                                        + " that were acknowledged. Set"
                                        + " innodb_flush_log_at_trx_commit=1.");
            }
        }
    };

    /** MariaDB: lock wait timeout, deadlock, "record has changed"; H2: deadlock, lock timeout. */
    private static final Set<Integer> TRANSIENT_CODES = Set.of(1205, 1213, 1020, 40001, 50200);

    /**
     * H2 codes of a database that is gone: closed, connection broken, I/O errors, file corrupted.
     */
    private static final Set<Integer> LOST_CODES =
            Set.of(90007, 90028, 90031, 90067, 90098, 90108, 90121);

    private final Map<String, String> placeholders;

    Dialect(Map<String, String> placeholders) {
        this.placeholders = placeholders;
    }

    /** What the placeholders of the migrations stand for. */
    Map<String, String> placeholders() {
        return placeholders;
    }

    /** Makes what was committed safe from a power cut, where the commit alone does not. */
    abstract void afterCommit(Connection connection) throws SQLException;

    /**
     * Adds to the counter of desk numbers and locks it until the transaction ends.
     *
     * @param count at least 1
     * @return its new value
     */
    abstract long add(Connection connection, int count) throws SQLException;

    private static SQLException noCounter() {
        return new SQLException("The counter of desk numbers is missing from the database");
    }

    /**
     * The beginning of an ORDER BY whose first column is the same in all rows: H2 has to see it
     * there to take the rows as the index has them, MariaDB must not see it for the same reason.
     */
    abstract String constant(String column);

    /** What the operator should know about this server's settings. */
    Optional<String> warning(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /** Whether the same transaction may well succeed when it is tried again at once. */
    static boolean isTransient(SQLException failure) {
        return says(
                failure,
                e -> "40001".equals(e.getSQLState()) || TRANSIENT_CODES.contains(e.getErrorCode()));
    }

    /** Whether the connection is of no more use. */
    static boolean isLost(SQLException failure) {
        return says(failure, e -> hasState(e, "08") || LOST_CODES.contains(e.getErrorCode()));
    }

    /** Whether the data were refused: too long, not unique, not null, not in the character set. */
    static boolean isAboutData(SQLException failure) {
        return says(failure, e -> hasState(e, "22") || hasState(e, "23"));
    }

    /** Whether a row with the same unique key stands there already. */
    static boolean isNotUnique(SQLException failure) {
        return says(failure, e -> e.getErrorCode() == 1062 || e.getErrorCode() == 23505);
    }

    private static boolean hasState(SQLException failure, String prefix) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(prefix);
    }

    /** Drivers hide the reason in a chain; that of a batch says nothing itself. */
    private static boolean says(SQLException failure, Predicate<SQLException> what) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof OutcomeUnknownException) {
                return false;
            }
            if (t instanceof SQLException e && what.test(e)) {
                return true;
            }
        }
        return false;
    }
}
