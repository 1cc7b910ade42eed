package io.dragoman.store.sql;

import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.store.sql.LogBatch.Effect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/**
 * Writes what few changes bring along: events for other systems, notes, ratings, the ids that
 * platforms gave their messages. What nobody brings costs no statement. Not thread-safe.
 */
final class BesideStatements {

    static final String INSERT_EVENT =
            "INSERT INTO event (id, site, conversation_id, dseq, event_type, body, at_us)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    static final String INSERT_DELIVERY =
            "INSERT INTO event_delivery (id, subscription_id, event_id, site, event_type, state,"
                    + " attempts, due_at_us, created_at_us, status, reason)"
                    + " VALUES (?, ?, ?, ?, ?, 'PENDING', 0, ?, ?, 0, '')";
    private static final String INSERT_NOTE =
            "INSERT INTO note (id, site, conversation_id, after_seq, user_id, user_name, body, at_us,"
                    + " dseq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE_RATING = "DELETE FROM rating WHERE id = ?";
    private static final String INSERT_RATING =
            "INSERT INTO rating (id, site, conversation_id, epoch, score, remark, agent, at_us)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_ARRIVAL =
            "INSERT INTO arrival (channel, account, external_id, conversation_id, at_us)"
                    + " VALUES (?, ?, ?, ?, ?)";

    private final Connection connection;
    private final Clock clock;

    BesideStatements(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** Adds the rows of one effect. */
    private interface Rows {
        void add(Binder binder, Effect effect, long dseq) throws SQLException;
    }

    /**
     * @param first the desk number of the first effect
     */
    void write(List<Effect> effects, long first) throws SQLException {
        if (effects.stream().anyMatch(effect -> !effect.write().events().isEmpty())) {
            run(INSERT_EVENT, effects, first, this::events);
            run(INSERT_DELIVERY, effects, first, this::deliveries);
        }
        if (effects.stream().anyMatch(effect -> !effect.write().beside().notes().isEmpty())) {
            run(INSERT_NOTE, effects, first, BesideStatements::notes);
        }
        if (effects.stream().anyMatch(effect -> !effect.write().beside().ratings().isEmpty())) {
            for (int i = 0; i < effects.size(); i++) {
                ratings(effects.get(i));
            }
        }
        if (effects.stream().anyMatch(effect -> effect.write().beside().arrival().isPresent())) {
            run(INSERT_ARRIVAL, effects, first, this::arrivals);
        }
    }

    private void run(String sql, List<Effect> effects, long first, Rows rows) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            var binder = new Binder(statement);
            for (int i = 0; i < effects.size(); i++) {
                rows.add(binder, effects.get(i), first + i);
            }
            if (binder.rows() > 0) {
                statement.executeBatch();
            }
        }
    }

    private static List<EventDraft> wanted(Effect effect) {
        return effect.write().events().stream().filter(event -> !event.to().isEmpty()).toList();
    }

    private void events(Binder binder, Effect effect, long dseq) throws SQLException {
        for (var event : wanted(effect)) {
            binder.text(event.id())
                    .text(effect.conversation().site())
                    .text(effect.conversation().id())
                    .number(dseq)
                    .text(event.type())
                    .text(event.json())
                    .instant(clock.instant())
                    .addBatch();
        }
    }

    private void deliveries(Binder binder, Effect effect, long dseq) throws SQLException {
        var now = clock.instant();
        for (var event : wanted(effect)) {
            for (var subscription : event.to()) {
                binder.text(deliveryId(event, subscription))
                        .text(subscription)
                        .text(event.id())
                        .text(effect.conversation().site())
                        .text(event.type())
                        .instant(now)
                        .instant(now)
                        .addBatch();
            }
        }
    }

    static String deliveryId(EventDraft event, String subscription) {
        return event.id() + "-" + subscription;
    }

    private static void notes(Binder binder, Effect effect, long dseq) throws SQLException {
        for (var note : effect.write().beside().notes()) {
            binder.text(note.id())
                    .text(effect.conversation().site())
                    .text(effect.conversation().id())
                    .number(note.afterSeq())
                    .text(note.userId())
                    .text(note.userName())
                    .text(note.text())
                    .instant(note.at())
                    .number(dseq)
                    .addBatch();
        }
    }

    private void ratings(Effect effect) throws SQLException {
        for (var rating : effect.write().beside().ratings()) {
            var id = ratingId(rating);
            try (var delete = connection.prepareStatement(DELETE_RATING);
                    var insert = connection.prepareStatement(INSERT_RATING)) {
                delete.setString(1, id);
                delete.executeUpdate();
                new Binder(insert)
                        .text(id)
                        .text(effect.conversation().site())
                        .text(rating.conversationId())
                        .number(rating.epoch())
                        .number(rating.score())
                        .text(rating.comment())
                        .text(rating.agent())
                        .instant(rating.at());
                insert.executeUpdate();
            }
        }
    }

    static String ratingId(Rating rating) {
        return ratingId(rating.conversationId(), rating.epoch());
    }

    static String ratingId(String conversationId, int epoch) {
        return conversationId + "-" + epoch;
    }

    private void arrivals(Binder binder, Effect effect, long dseq) throws SQLException {
        var arrival = effect.write().beside().arrival();
        if (arrival.isPresent()) {
            binder.text(arrival.get().channel())
                    .text(arrival.get().account())
                    .text(arrival.get().externalId())
                    .text(effect.conversation().id())
                    .instant(clock.instant())
                    .addBatch();
        }
    }
}
