package io.dragoman.store.sql;

import io.dragoman.storage.EventStore;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Subscriptions and what was told to them. Thread-safe. */
final class SqlEventStore implements EventStore {

    private static final String AGAIN =
            "UPDATE event_delivery SET state = 'PENDING', attempts = 0, due_at_us = :now";

    private final Database database;
    private final EventSubscriptions subscriptions;
    private final EventLeases leases;

    SqlEventStore(Database database) {
        this.database = database;
        this.subscriptions = new EventSubscriptions(database);
        this.leases = new EventLeases(database);
    }

    @Override
    public List<Subscription> subscriptions() {
        return subscriptions.all();
    }

    @Override
    public void save(Subscription subscription) {
        subscriptions.save(subscription);
    }

    @Override
    public boolean delete(String subscription) {
        return subscriptions.delete(subscription);
    }

    @Override
    public void failing(String subscription, Optional<Instant> since) {
        subscriptions.failing(subscription, since);
    }

    @Override
    public boolean disable(String subscription, String reason, Instant now) {
        return subscriptions.disable(subscription, reason, now);
    }

    @Override
    public List<Due> claim(String subscription, Instant now, Instant leaseUntil, int limit) {
        return leases.claim(subscription, now, leaseUntil, limit);
    }

    @Override
    public void settle(String delivery, Attempt attempt, State next, int attempts, Instant dueAt) {
        leases.settle(delivery, attempt, next, attempts, dueAt);
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
