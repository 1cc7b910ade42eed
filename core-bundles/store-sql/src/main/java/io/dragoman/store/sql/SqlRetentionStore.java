package io.dragoman.store.sql;

import io.dragoman.storage.RetentionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Deletes by age. Thread-safe. */
final class SqlRetentionStore implements RetentionStore {

    /** What nobody has to do with any more. */
    private static final String DONE =
            "c.state IN ('BOT', 'CLOSED') AND c.waiting_since_us IS NULL";

    private static final String OLD_CONVERSATIONS =
            "SELECT c.id, c.contact_id FROM conversation c WHERE c.state = :state"
                    + " AND c.last_activity_at_us < :before AND c.waiting_since_us IS NULL"
                    + " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.conversation_id = c.id)"
                    + " AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id"
                    + " AND m.at_us >= :before) ORDER BY %sc.last_activity_at_us DESC LIMIT :limit";

    /** What hangs on a conversation, by its column {@code conversation_id}. */
    private static final List<String> HANGING =
            List.of("message_trace", "outbox", "message", "note", "rating", "event");

    private static final String LONELY_CONTACT =
            " AND NOT EXISTS (SELECT 1 FROM conversation c WHERE c.contact_id = :contact)"
                    + " AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.contact_id = :contact)";

    private final Database database;
    private final String oldMessages;
    private final String oldConversations;

    SqlRetentionStore(Database database) {
        this.database = database;
        var dialect = database.dialect();
        this.oldMessages = oldMessages(dialect);
        this.oldConversations = OLD_CONVERSATIONS.formatted(dialect.constant("c.state"));
    }

    static String oldMessages(Dialect dialect) {
        return "SELECT m.conversation_id, m.seq FROM message m"
                + " JOIN conversation c ON c.id = m.conversation_id"
                + " WHERE m.site = :site AND m.at_us < :before AND "
                + DONE
                + " ORDER BY "
                + dialect.constant("m.site")
                + "m.at_us LIMIT :limit";
    }

    private record Place(String conversationId, long seq) {}

    private record Old(String id, String contactId) {}

    @Override
    public int deleteMessages(Instant before, int limit) {
        return database.write(
                "delete old messages",
                handle -> {
                    var found = new ArrayList<Place>();
                    for (var site : sites(handle)) {
                        found.addAll(messages(handle, site, before, limit - found.size()));
                    }
                    for (var table : List.of("message_trace", "outbox", "message")) {
                        delete(handle, table, found);
                    }
                    return found.size();
                });
    }

    private static List<String> sites(Handle handle) {
        return handle.createQuery("SELECT id FROM site ORDER BY id").mapTo(String.class).list();
    }

    private List<Place> messages(Handle handle, String site, Instant before, int limit) {
        if (limit <= 0) {
            return List.of();
        }
        return handle.createQuery(oldMessages)
                .bind("site", site)
                .bind("before", Columns.micros(before))
                .bind("limit", limit)
                .map((row, context) -> new Place(row.getString(1), row.getLong(2)))
                .list();
    }

    private static void delete(Handle handle, String table, List<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        var batch =
                handle.prepareBatch(
                        "DELETE FROM " + table + " WHERE conversation_id = :id AND seq = :seq");
        places.forEach(
                place -> batch.bind("id", place.conversationId()).bind("seq", place.seq()).add());
        batch.execute();
    }

    /** Takes those that went quiet last first, for so the index has them; all go in the end. */
    @Override
    public int deleteConversations(Instant before, int limit) {
        return database.write(
                "delete old conversations",
                handle -> {
                    int gone = 0;
                    for (var state : List.of("CLOSED", "BOT")) {
                        for (var old : conversations(handle, state, before, limit - gone)) {
                            gone += deleteIfStillQuiet(handle, old, before);
                        }
                    }
                    return gone;
                });
    }

    private List<Old> conversations(Handle handle, String state, Instant before, int limit) {
        if (limit <= 0) {
            return List.of();
        }
        return handle.createQuery(oldConversations)
                .bind("state", state)
                .bind("before", Columns.micros(before))
                .bind("limit", limit)
                .map((row, context) -> new Old(row.getString(1), row.getString(2)))
                .list();
    }

    /** The log's writer may have been faster: then the conversation is alive and stays. */
    private static int deleteIfStillQuiet(Handle handle, Old old, Instant before) {
        int gone =
                handle.createUpdate(
                                "DELETE FROM conversation WHERE id = :id"
                                        + " AND state IN ('BOT', 'CLOSED')"
                                        + " AND waiting_since_us IS NULL"
                                        + " AND last_activity_at_us < :before")
                        .bind("id", old.id())
                        .bind("before", Columns.micros(before))
                        .execute();
        if (gone > 0) {
            for (var table : HANGING) {
                handle.createUpdate("DELETE FROM " + table + " WHERE conversation_id = :id")
                        .bind("id", old.id())
                        .execute();
            }
            deleteLonely(handle, old.contactId());
        }
        return gone;
    }

    private static void deleteLonely(Handle handle, String contact) {
        handle.createUpdate(
                        "DELETE FROM contact_address WHERE contact_id = :contact" + LONELY_CONTACT)
                .bind("contact", contact)
                .execute();
        handle.createUpdate("DELETE FROM contact WHERE id = :contact" + LONELY_CONTACT)
                .bind("contact", contact)
                .execute();
    }

    @Override
    public int deleteAudit(Instant before, int limit) {
        return deleteListed(
                "delete old audit entries",
                "SELECT id FROM audit WHERE at_us < :before ORDER BY at_us DESC, id DESC LIMIT :limit",
                "DELETE FROM audit WHERE id = :key",
                before,
                limit);
    }

    @Override
    public int deleteToolRuns(Instant before, int limit) {
        return deleteListed(
                "forget old changes of tools",
                "SELECT run_key FROM tool_run WHERE begun_us < :before ORDER BY begun_us LIMIT :limit",
                "DELETE FROM tool_run WHERE run_key = :key",
                before,
                limit);
    }

    /** Looks for the keys of what is too old, then deletes by key; answers how many there were. */
    private int deleteListed(String what, String list, String delete, Instant before, int limit) {
        return database.write(
                what,
                handle -> {
                    var keys =
                            handle.createQuery(list)
                                    .bind("before", Columns.micros(before))
                                    .bind("limit", limit)
                                    .mapTo(String.class)
                                    .list();
                    if (!keys.isEmpty()) {
                        var batch = handle.prepareBatch(delete);
                        keys.forEach(key -> batch.bind("key", key).add());
                        batch.execute();
                    }
                    return keys.size();
                });
    }

    @Override
    public int deleteDeskChanges(long keep, int limit) {
        return database.write(
                "delete old changes of the desk",
                handle -> {
                    long last =
                            handle.createQuery(
                                            "SELECT counter_value FROM counter"
                                                    + " WHERE name = 'dseq'")
                                    .mapTo(Long.class)
                                    .one();
                    var first =
                            handle.createQuery("SELECT MIN(dseq) FROM desk_change")
                                    .map((row, context) -> row.getLong(1))
                                    .one();
                    long end = Math.min(last - keep, first + limit - 1);
                    return handle.createUpdate("DELETE FROM desk_change WHERE dseq <= :end")
                            .bind("end", end)
                            .execute();
                });
    }
}
