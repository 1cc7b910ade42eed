package io.dragoman.store.sql;

import io.dragoman.storage.DeskChanges;
import java.util.List;

/** The desk's numbers, and what was changed with each. Thread-safe. */
final class SqlDeskChanges implements DeskChanges {

    private final Database database;

    SqlDeskChanges(Database database) {
        this.database = database;
    }

    @Override
    public List<DeskChange> deskChanges(long after, int limit) {
        return database.read(
                "read the desk's changes",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM desk_change WHERE dseq > :after"
                                                + " ORDER BY dseq LIMIT :limit")
                                .bind("after", after)
                                .bind("limit", limit)
                                .map(
                                        (row, context) ->
                                                new DeskChange(
                                                        row.getLong("dseq"),
                                                        row.getString("conversation_id"),
                                                        row.getLong("from_seq"),
                                                        row.getLong("to_seq")))
                                .list());
    }

    @Override
    public List<DeskNote> deskNotes(long after, long upTo) {
        return database.read(
                "read the desk's notes",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM note WHERE dseq > :after AND dseq <= :upTo"
                                                + " ORDER BY dseq, at_us, id")
                                .bind("after", after)
                                .bind("upTo", upTo)
                                .map(
                                        (row, context) ->
                                                new DeskNote(
                                                        row.getLong("dseq"),
                                                        SqlDeskStore.note(row)))
                                .list());
    }

    @Override
    public long lastDseq() {
        return database.read(
                "read the newest desk number",
                handle ->
                        handle.createQuery("SELECT counter_value FROM counter WHERE name = 'dseq'")
                                .mapTo(Long.class)
                                .one());
    }
}
