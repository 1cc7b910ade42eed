package io.dragoman.store.sql;

import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.Delivery;
import io.dragoman.storage.EventStore.Event;
import io.dragoman.storage.EventStore.State;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore.EventDraft;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** How subscriptions, events and deliveries stand in their tables. */
final class EventRows {

    static final int REASON = 1_000;

    private EventRows() {}

    /** Inserts events that have no number of the desk, with their deliveries. */
    static void insert(
            Handle handle,
            String site,
            String conversationId,
            List<EventDraft> events,
            Instant now) {
        long at = Columns.micros(now);
        for (var event : events) {
            if (!event.to().isEmpty()) {
                handle.execute(
                        BesideStatements.INSERT_EVENT,
                        event.id(),
                        site,
                        conversationId,
                        0L,
                        event.type(),
                        event.json(),
                        at);
            }
            for (var subscription : event.to()) {
                handle.execute(
                        BesideStatements.INSERT_DELIVERY,
                        BesideStatements.deliveryId(event, subscription),
                        subscription,
                        event.id(),
                        site,
                        event.type(),
                        at,
                        at);
            }
        }
    }

    static Upsert row(Subscription subscription) {
        return new Upsert("event_subscription", "id", subscription.id())
                .set("site", subscription.site())
                .set("name", subscription.name())
                .set("url", subscription.url())
                .set("secret", subscription.secret())
                .set("previous_secret", subscription.previousSecret())
                .set("previous_until_us", subscription.previousUntil().map(Columns::micros))
                .set("types", String.join(" ", subscription.types().stream().sorted().toList()))
                .set("enabled", subscription.enabled())
                .set("disabled_reason", Columns.fit(subscription.disabledReason(), REASON))
                .set("failing_since_us", subscription.failingSince().map(Columns::micros))
                .set("created_at_us", Columns.micros(subscription.createdAt()))
                .set("updated_at_us", Columns.micros(subscription.updatedAt()));
    }

    static Subscription subscription(ResultSet row) throws SQLException {
        var types = row.getString("types");
        return new Subscription(
                row.getString("id"),
                Columns.optionalText(row, "site"),
                row.getString("name"),
                row.getString("url"),
                row.getString("secret"),
                Columns.optionalText(row, "previous_secret"),
                Columns.optionalInstant(row, "previous_until_us"),
                types.isEmpty() ? Set.of() : Set.of(types.split(" ")),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                Columns.optionalInstant(row, "failing_since_us"),
                Columns.instant(row, "created_at_us"),
                Columns.instant(row, "updated_at_us"));
    }

    static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                row.getString("id"),
                row.getString("subscription_id"),
                row.getString("event_id"),
                row.getString("site"),
                row.getString("event_type"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                Columns.instant(row, "due_at_us"),
                Columns.instant(row, "created_at_us"),
                row.getInt("status"),
                row.getString("reason"));
    }

    static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getString("id"),
                row.getString("site"),
                row.getString("conversation_id"),
                row.getLong("dseq"),
                row.getString("event_type"),
                row.getString("body"),
                Columns.instant(row, "at_us"));
    }

    static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                Columns.instant(row, "at_us"),
                row.getInt("status"),
                row.getLong("latency_ms"),
                row.getString("url"),
                row.getString("headers"),
                row.getString("response"),
                row.getString("reason"));
    }
}
