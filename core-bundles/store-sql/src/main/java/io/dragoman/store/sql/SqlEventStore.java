package io.dragoman.store.sql;

import io.dragoman.storage.EventStore;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Subscriptions and what was told to them. Leases are the same as in {@link SqlOutboxStore}: a
 * later due time, taken by a conditional update. Thread-safe.
 */
final class SqlEventStore implements EventStore {

    private static final int URL = 2_000;

    private static final String DUE =
            "SELECT * FROM event_delivery WHERE subscription_id = :subscription"
                    + " AND state = 'PENDING' AND due_at_us <= :now"
                    + " ORDER BY due_at_us, id LIMIT :limit";

    private static final String TAKE =
            "UPDATE event_delivery SET due_at_us = :until WHERE id = :id AND state = 'PENDING'"
                    + " AND due_at_us = :due";

    private static final String SETTLE =
            "UPDATE event_delivery SET state = :state, attempts = :attempts, due_at_us = :due,"
                    + " status = :status, reason = :reason WHERE id = :id AND state = 'PENDING'";

    private static final String AGAIN =
            "UPDATE event_delivery SET state = 'PENDING', attempts = 0, due_at_us = :now";

    private final Database database;

    SqlEventStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Subscription> subscriptions() {
        return database.read(
                "read the event subscriptions",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM event_subscription ORDER BY created_at_us,"
                                                + " id")
                                .map((row, context) -> EventRows.subscription(row))
                                .list());
    }

    @Override
    public void save(Subscription subscription) {
        database.write(
                "save event subscription " + subscription.name(),
                handle -> {
                    EventRows.row(subscription).run(handle);
                    return null;
                });
    }

    @Override
    public boolean delete(String subscription) {
        return database.write(
                "delete an event subscription",
                handle -> {
                    handle.execute(
                            "DELETE FROM event_attempt WHERE delivery_id IN (SELECT id FROM"
                                    + " event_delivery WHERE subscription_id = ?)",
                            subscription);
                    handle.execute(
                            "DELETE FROM event_delivery WHERE subscription_id = ?", subscription);
                    return handle.execute(
                                    "DELETE FROM event_subscription WHERE id = ?", subscription)
                            > 0;
                });
    }

    @Override
    public void failing(String subscription, Optional<Instant> since) {
        database.write(
                "note how an event subscription does",
                handle ->
                        handle.createUpdate(
                                        "UPDATE event_subscription SET failing_since_us = :since"
                                                + " WHERE id = :id")
                                .bind("since", Columns.microsOrNull(since))
                                .bind("id", subscription)
                                .execute());
    }

    @Override
    public boolean disable(String subscription, String reason, Instant now) {
        return database.write(
                "disable an event subscription",
                handle ->
                        handle.createUpdate(
                                                "UPDATE event_subscription SET enabled = FALSE,"
                                                        + " disabled_reason = :reason,"
                                                        + " updated_at_us = :now"
                                                        + " WHERE id = :id AND enabled = TRUE")
                                        .bind("reason", Columns.fit(reason, EventRows.REASON))
                                        .bind("now", Columns.micros(now))
                                        .bind("id", subscription)
                                        .execute()
                                > 0);
    }

    @Override
    public void add(String site, EventDraft event, Instant now) {
        database.write(
                "save an event",
                handle -> {
                    EventRows.insert(handle, site, "", List.of(event), now);
                    return null;
                });
    }

    @Override
    public List<Due> claim(String subscription, Instant now, Instant leaseUntil, int limit) {
        var due =
                database.read(
                        "read the event deliveries",
                        handle ->
                                handle.createQuery(DUE)
                                        .bind("subscription", subscription)
                                        .bind("now", Columns.micros(now))
                                        .bind("limit", limit)
                                        .map((row, context) -> EventRows.delivery(row))
                                        .list());
        return due.isEmpty()
                ? List.of()
                : database.write("lease event deliveries", handle -> take(handle, due, leaseUntil));
    }

    private static List<Due> take(Handle handle, List<Delivery> due, Instant leaseUntil) {
        var taken = new ArrayList<Delivery>();
        for (var delivery : due) {
            int changed =
                    handle.createUpdate(TAKE)
                            .bind("until", Columns.micros(leaseUntil))
                            .bind("id", delivery.id())
                            .bind("due", Columns.micros(delivery.dueAt()))
                            .execute();
            if (changed > 0) {
                taken.add(delivery);
            }
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        var events =
                handle
                        .createQuery("SELECT * FROM event WHERE id IN (<ids>)")
                        .bindList("ids", taken.stream().map(Delivery::eventId).toList())
                        .map((row, context) -> EventRows.event(row))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Event::id, Function.identity()));
        return taken.stream()
                .filter(delivery -> events.containsKey(delivery.eventId()))
                .map(delivery -> new Due(delivery, events.get(delivery.eventId())))
                .toList();
    }

    @Override
    public void settle(String delivery, Attempt attempt, State next, int attempts, Instant dueAt) {
        database.write(
                "record an event delivery",
                handle -> {
                    handle.createUpdate(SETTLE)
                            .bind("state", next.name())
                            .bind("attempts", attempts)
                            .bind("due", Columns.micros(dueAt))
                            .bind("status", attempt.status())
                            .bind("reason", Columns.fit(attempt.reason(), EventRows.REASON))
                            .bind("id", delivery)
                            .execute();
                    record(handle, delivery, attempt);
                    return null;
                });
    }

    private static void record(Handle handle, String delivery, Attempt attempt) {
        handle.execute(
                "INSERT INTO event_attempt (delivery_id, at_us, status, latency_ms, url, headers,"
                        + " response, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                delivery,
                Columns.micros(attempt.at()),
                attempt.status(),
                attempt.latencyMillis(),
                Columns.fit(attempt.url(), URL),
                Columns.fit(attempt.headers(), URL),
                attempt.response(),
                Columns.fit(attempt.reason(), EventRows.REASON));
    }

    @Override
    public Page<Delivery> deliveries(Filter filter, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions()
                        .equal("subscription_id", filter.subscription())
                        .equal("state", filter.state().map(State::name))
                        .equal("event_type", filter.type())
                        .equal("event_id", filter.event())
                        .after(Cursor.decode(cursor), "created_at_us", "id");
        var rows =
                database.read(
                        "list the event deliveries",
                        handle ->
                                conditions
                                        .bindTo(
                                                handle.createQuery(
                                                        "SELECT * FROM event_delivery"
                                                                + conditions.where()
                                                                + " ORDER BY created_at_us DESC,"
                                                                + " id DESC LIMIT :limit"))
                                        .bind("limit", limit + 1)
                                        .map((row, context) -> EventRows.delivery(row))
                                        .list());
        return Cursor.page(rows, limit, d -> new Cursor(Columns.micros(d.createdAt()), d.id()));
    }

    @Override
    public Optional<Delivery> delivery(String id) {
        return database.read(
                "read an event delivery",
                handle ->
                        handle.createQuery("SELECT * FROM event_delivery WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> EventRows.delivery(row))
                                .findOne());
    }

    @Override
    public Optional<Event> event(String id) {
        return database.read(
                "read an event",
                handle ->
                        handle.createQuery("SELECT * FROM event WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> EventRows.event(row))
                                .findOne());
    }

    @Override
    public List<Attempt> attempts(String delivery) {
        return database.read(
                "read the calls of an event delivery",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM event_attempt WHERE delivery_id = :id"
                                                + " ORDER BY at_us")
                                .bind("id", delivery)
                                .map((row, context) -> EventRows.attempt(row))
                                .list());
    }

    @Override
    public boolean redeliver(String id, Instant now) {
        return database.write(
                "send an event again",
                handle ->
                        handle.createUpdate(AGAIN + " WHERE id = :id AND state <> 'PENDING'")
                                        .bind("now", Columns.micros(now))
                                        .bind("id", id)
                                        .execute()
                                > 0);
    }

    @Override
    public int redeliverFailed(String subscription, Instant now) {
        return database.write(
                "send events again",
                handle ->
                        handle.createUpdate(
                                        AGAIN
                                                + " WHERE subscription_id = :id AND state ="
                                                + " 'FAILED'")
                                .bind("now", Columns.micros(now))
                                .bind("id", subscription)
                                .execute());
    }

    @Override
    public int waiting(String subscription, int most) {
        return database.read(
                "count what waits",
                handle ->
                        handle.createQuery(
                                        "SELECT COUNT(*) FROM (SELECT id FROM event_delivery WHERE"
                                                + " subscription_id = :id AND state = 'PENDING'"
                                                + " LIMIT :most) waiting")
                                .bind("id", subscription)
                                .bind("most", most)
                                .mapTo(Integer.class)
                                .one());
    }

    @Override
    public int forget(Instant before, int limit) {
        int rows = 0;
        for (var table :
                List.of(
                        "event_attempt WHERE at_us",
                        "event_delivery WHERE created_at_us",
                        "event WHERE at_us")) {
            rows +=
                    database.write(
                            "forget old events",
                            handle ->
                                    handle.createUpdate(
                                                    "DELETE FROM "
                                                            + table
                                                            + " < :before LIMIT :limit")
                                            .bind("before", Columns.micros(before))
                                            .bind("limit", limit)
                                            .execute());
        }
        return rows;
    }

    @Override
    public int clockSetBack(Duration by) {
        return DueTimes.earlier(database, "event_delivery", by);
    }

    @Override
    public int dueAtLatest(Instant latest) {
        return DueTimes.atLatest(database, "event_delivery", latest);
    }
}
