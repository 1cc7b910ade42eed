package io.dragoman.store.sql;

import io.dragoman.storage.EventStore.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who wants to hear of events. Thread-safe. */
final class EventSubscriptions {

    private final Database database;

    EventSubscriptions(Database database) {
        this.database = database;
    }

    List<Subscription> all() {
        return database.read(
                "read the event subscriptions",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM event_subscription ORDER BY created_at_us,"
                                                + " id")
                                .map((row, context) -> EventRows.subscription(row))
                                .list());
    }

    void save(Subscription subscription) {
        database.write(
                "save event subscription " + subscription.name(),
                handle -> {
                    EventRows.row(subscription).run(handle);
                    return null;
                });
    }

    boolean delete(String subscription) {
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

    void failing(String subscription, Optional<Instant> since) {
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

    boolean disable(String subscription, String reason, Instant now) {
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
}
