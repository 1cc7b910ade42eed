package io.dragoman.store.sql;

import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What has to leave. A lease is nothing but a later due time, taken by a conditional update:
 * whoever changes the row first has it, on any database, and a row whose holder died is due again
 * by itself. Thread-safe.
 */
final class SqlOutboxStore implements OutboxStore {

    /** Nothing older of the same conversation is still to be sent. */
    private static final String IS_FIRST =
            "NOT EXISTS (SELECT 1 FROM outbox p WHERE p.conversation_id = o.conversation_id"
                    + " AND p.seq < o.seq AND p.state = 'PENDING')";

    private static final String DUE =
            "SELECT * FROM outbox o WHERE o.state = 'PENDING' AND o.due_at_us <= :now AND "
                    + IS_FIRST
                    + " ORDER BY %so.due_at_us, o.id LIMIT :limit";

    private static final String TAKE =
            "UPDATE outbox SET due_at_us = :until, sending_since_us = :now"
                    + " WHERE id = :id AND state = 'PENDING'"
                    + " AND due_at_us = :due";

    private static final String NEXT_DUE =
            "SELECT o.due_at_us FROM outbox o WHERE o.state = 'PENDING' AND "
                    + IS_FIRST
                    + " ORDER BY %so.due_at_us LIMIT 1";

    private static final String SETTLE =
            "UPDATE outbox SET state = :state, attempts = :attempts, due_at_us = :due,"
                    + " reason = :reason, external_id = :external, sending_since_us = NULL"
                    + " WHERE id = :id AND state = 'PENDING'";

    private static final String RETRY =
            "UPDATE outbox SET state = 'PENDING', attempts = 0, due_at_us = :now, reason = '',"
                    + " sending_since_us = NULL WHERE id = :id AND state IN ('DEAD', 'UNKNOWN')";

    private final Database database;

    SqlOutboxStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Item> claim(Instant now, Instant leaseUntil, int limit) {
        var due =
                database.read(
                        "read the outbox",
                        handle ->
                                handle.createQuery(sorted(DUE))
                                        .bind("now", Columns.micros(now))
                                        .bind("limit", limit)
                                        .map((row, context) -> read(row))
                                        .list());
        if (due.isEmpty()) {
            return List.of();
        }
        return database.write(
                "lease from the outbox", handle -> take(handle, due, now, leaseUntil));
    }

    private String sorted(String sql) {
        return sql.formatted(database.dialect().constant("o.state"));
    }

    private static List<Item> take(Handle handle, List<Item> due, Instant now, Instant leaseUntil) {
        var taken = new ArrayList<Item>();
        for (var item : due) {
            int changed =
                    handle.createUpdate(TAKE)
                            .bind("until", Columns.micros(leaseUntil))
                            .bind("now", Columns.micros(now))
                            .bind("id", item.id())
                            .bind("due", Columns.micros(item.dueAt()))
                            .execute();
            if (changed > 0) {
                taken.add(item);
            }
        }
        return taken;
    }

    @Override
    public void settle(String id, Settlement settlement) {
        database.write(
                "record a delivery",
                handle ->
                        handle.createUpdate(SETTLE)
                                .bind("state", settlement.state().name())
                                .bind("attempts", settlement.attempts())
                                .bind("due", Columns.micros(settlement.dueAt()))
                                .bind("reason", settlement.reason())
                                .bind("external", settlement.externalId().orElse(null))
                                .bind("id", id)
                                .execute());
    }

    @Override
    public Page<Item> list(State state, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions()
                        .equal("state", Optional.of(state.name()))
                        .after(Cursor.decode(cursor), "due_at_us", "id");
        var rows =
                database.read(
                        "list the outbox",
                        handle ->
                                conditions
                                        .bindTo(
                                                handle.createQuery(
                                                        "SELECT * FROM outbox"
                                                                + conditions.where()
                                                                + " ORDER BY due_at_us DESC, id"
                                                                + " DESC LIMIT :limit"))
                                        .bind("limit", limit + 1)
                                        .map((row, context) -> read(row))
                                        .list());
        return Cursor.page(
                rows, limit, item -> new Cursor(Columns.micros(item.dueAt()), item.id()));
    }

    @Override
    public Optional<Item> item(String id) {
        return database.read(
                "read the outbox",
                handle ->
                        handle.createQuery("SELECT * FROM outbox WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> read(row))
                                .findOne());
    }

    @Override
    public boolean retry(String id, Instant now) {
        return database.write(
                "send again",
                handle ->
                        handle.createUpdate(RETRY)
                                        .bind("now", Columns.micros(now))
                                        .bind("id", id)
                                        .execute()
                                > 0);
    }

    @Override
    public List<Item> of(String conversationId, long from, long to) {
        return database.read(
                "read the outbox of " + conversationId,
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM outbox WHERE conversation_id = :id"
                                                + " AND seq BETWEEN :from AND :to ORDER BY seq")
                                .bind("id", conversationId)
                                .bind("from", from)
                                .bind("to", to)
                                .map((row, context) -> read(row))
                                .list());
    }

    @Override
    public int forgetSent(Instant before, int limit) {
        return database.write(
                "forget what was sent",
                handle ->
                        handle.createUpdate(
                                        "DELETE FROM outbox WHERE state = 'SENT'"
                                                + " AND due_at_us < :before LIMIT :limit")
                                .bind("before", Columns.micros(before))
                                .bind("limit", limit)
                                .execute());
    }

    @Override
    public int clockSetBack(Duration by) {
        return DueTimes.earlier(database, "outbox", by);
    }

    @Override
    public int dueAtLatest(Instant latest) {
        return DueTimes.atLatest(database, "outbox", latest);
    }

    @Override
    public Optional<Instant> nextDue() {
        return database.read(
                "read the outbox",
                handle ->
                        handle.createQuery(sorted(NEXT_DUE))
                                .mapTo(Long.class)
                                .findOne()
                                .map(Columns::instant));
    }

    private static Item read(ResultSet row) throws SQLException {
        return new Item(
                row.getString("id"),
                row.getString("conversation_id"),
                row.getLong("seq"),
                row.getString("site"),
                Columns.address(row),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Columns.instant(row, "due_at_us"),
                row.getString("reason"),
                Columns.optionalText(row, "external_id"),
                Columns.optionalInstant(row, "sending_since_us"));
    }
}
