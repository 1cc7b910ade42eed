package io.dragoman.store.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** Fills the parameters of a statement from left to right. Not thread-safe. */
final class Binder {

    private final PreparedStatement statement;
    private int index;
    private int rows;

    Binder(PreparedStatement statement) {
        this.statement = statement;
    }

    Binder text(String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    Binder text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(++index, Types.VARCHAR);
        return this;
    }

    Binder number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    Binder number(int value) throws SQLException {
        statement.setInt(++index, value);
        return this;
    }

    Binder number(double value) throws SQLException {
        statement.setDouble(++index, value);
        return this;
    }

    Binder number(Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            return number(value.get().longValue());
        }
        statement.setNull(++index, Types.BIGINT);
        return this;
    }

    Binder truth(boolean value) throws SQLException {
        statement.setBoolean(++index, value);
        return this;
    }

    Binder instant(Instant value) throws SQLException {
        return number(Columns.micros(value));
    }

    Binder instant(Optional<Instant> value) throws SQLException {
        return number(value.map(Columns::micros));
    }

    /** Ends a row of a JDBC batch and starts the next. */
    void addBatch() throws SQLException {
        statement.addBatch();
        index = 0;
        rows++;
    }

    /** How many rows the JDBC batch has. */
    int rows() {
        return rows;
    }
}
