package io.dragoman.store.sql;

import io.dragoman.storage.Message;
import io.dragoman.store.sql.LogBatch.Key;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the log's writer has to know before it decides, on one connection. Not thread-safe. */
final class LogLookup {

    /**
     * Values that are asked for at once. MariaDB turns a list of a thousand values into a table to
     * join with, and may then read all of the log ({@code in_predicate_conversion_threshold}).
     */
    private static final int AT_ONCE = 256;

    private static final String LOCK =
            "SELECT "
                    + ConversationTable.COLUMNS
                    + " FROM conversation c WHERE c.id IN (%s) ORDER BY c.id FOR UPDATE";

    private static final String VERSIONS =
            "SELECT c.id, c.version FROM conversation c WHERE c.id IN (%s) ORDER BY c.id";

    private static final String BY_KEY =
            "SELECT "
                    + MessageRows.COLUMNS
                    + " FROM message m WHERE (m.conversation_id, m.client_key) IN (%s)";

    private final Connection connection;
    private final Trees trees;

    LogLookup(Connection connection, Trees trees) {
        this.connection = connection;
        this.trees = trees;
    }

    /** Locks conversations, always in the order of their ids so that two writers never cross. */
    Map<String, ConversationRow> lock(Collection<String> ids) throws SQLException {
        var found = new HashMap<String, ConversationRow>();
        find(
                LOCK,
                "?",
                ids.stream().sorted().toList(),
                Binder::text,
                row -> found.put(row.getString("id"), ConversationTable.read(row, trees)));
        return found;
    }

    /** The versions of conversations. */
    Map<String, Long> versions(Collection<String> ids) throws SQLException {
        var found = new HashMap<String, Long>();
        find(
                VERSIONS,
                "?",
                ids.stream().sorted().toList(),
                Binder::text,
                row -> found.put(row.getString(1), row.getLong(2)));
        return found;
    }

    /** The messages that carry these client keys. */
    Map<Key, Message> byKey(Collection<Key> keys) throws SQLException {
        var found = new HashMap<Key, Message>();
        find(
                BY_KEY,
                "(?, ?)",
                List.copyOf(keys),
                (binder, key) -> binder.text(key.conversationId()).text(key.clientKey()),
                row -> {
                    var message = MessageRows.read(row, trees);
                    var key = row.getString("client_key");
                    found.put(new Key(message.conversationId(), key), message);
                });
        return found;
    }

    /** Fills the place of one value. */
    private interface Filler<T> {
        void fill(Binder binder, T value) throws SQLException;
    }

    /** Takes one row. */
    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private <T> void find(String sql, String place, List<T> all, Filler<T> filler, Taker taker)
            throws SQLException {
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(from + AT_ONCE, all.size()));
            var places = Collections.nCopies(places(some.size()), place);
            var query = sql.formatted(String.join(", ", places));
            try (var statement = connection.prepareStatement(query)) {
                var binder = new Binder(statement);
                for (int i = 0; i < places.size(); i++) {
                    filler.fill(binder, some.get(Math.min(i, some.size() - 1)));
                }
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        taker.take(rows);
                    }
                }
            }
        }
    }

    /** A power of two, so that a handful of statement texts serve every size of batch. */
    private static int places(int size) {
        return size == 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }
}
