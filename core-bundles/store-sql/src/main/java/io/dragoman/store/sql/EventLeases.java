package io.dragoman.store.sql;

import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.Due;
import io.dragoman.storage.EventStore.Event;
import io.dragoman.storage.EventStore.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes what is due, and records what became of it. Leases are the same as in {@link
 * SqlOutboxStore}: a later due time, taken by a conditional update. Thread-safe.
 */
final class EventLeases {

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

    private final Database database;

    EventLeases(Database database) {
        this.database = database;
    }

    List<Due> claim(String subscription, Instant now, Instant leaseUntil, int limit) {
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

    void settle(String delivery, Attempt attempt, State next, int attempts, Instant dueAt) {
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
}
