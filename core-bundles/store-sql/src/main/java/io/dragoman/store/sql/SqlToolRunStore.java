package io.dragoman.store.sql;

import io.dragoman.storage.ToolRunStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The changes that customers have agreed to. Thread-safe. */
final class SqlToolRunStore implements ToolRunStore {

    private final Database database;

    SqlToolRunStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Run> begin(Run run) {
        boolean first =
                database.insertUnlessThere(
                        "begin the change " + run.key(), handle -> insert(handle, run));
        return first ? Optional.empty() : find(run.key());
    }

    private static void insert(Handle handle, Run run) {
        new Upsert("tool_run", "run_key", run.key())
                .set("conversation_id", run.conversationId())
                .set("skill", run.skill())
                .set("tool", run.tool())
                .set("customer_id", run.customerId())
                .set("arguments", run.arguments())
                .set("outcome", run.outcome())
                .set("begun_us", Columns.micros(run.at()))
                .insert(handle);
    }

    private Optional<Run> find(String key) {
        return database.read(
                "read the change " + key,
                handle ->
                        handle.createQuery("SELECT * FROM tool_run WHERE run_key = :key")
                                .bind("key", key)
                                .map((row, context) -> run(row))
                                .findOne());
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("run_key"),
                row.getString("conversation_id"),
                row.getString("skill"),
                row.getString("tool"),
                Optional.ofNullable(row.getString("customer_id")),
                row.getString("arguments"),
                row.getString("outcome"),
                Columns.instant(row.getLong("begun_us")));
    }

    @Override
    public void forget(String key) {
        database.write(
                "forget the change " + key,
                handle ->
                        handle.createUpdate("DELETE FROM tool_run WHERE run_key = :key")
                                .bind("key", key)
                                .execute());
    }

    @Override
    public void end(String key, String outcome, Instant at) {
        database.write(
                "end the change " + key,
                handle ->
                        handle.createUpdate(
                                        "UPDATE tool_run SET outcome = :outcome, ended_us = :at"
                                                + " WHERE run_key = :key")
                                .bind("key", key)
                                .bind("outcome", outcome)
                                .bind("at", Columns.micros(at))
                                .execute());
    }
}
