package io.dragoman.store.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Conversations as the log's writer last saw them, so that a message need not read its conversation
 * first. What is in here may be out of date, since others write to the database as well: whoever
 * uses a row has to make sure that its version is still that of the table. Bounded by count and by
 * characters. Thread-safe.
 */
final class RowCache {

    /** What a row takes beside its long texts. */
    private static final int ROW = 1_000;

    private final long mostCharacters;
    private final Map<String, ConversationRow> rows = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /**
     * @param mostCharacters of all rows together
     */
    RowCache(long mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Those of the conversations that are known. */
    synchronized Map<String, ConversationRow> known(Collection<String> ids) {
        var found = new HashMap<String, ConversationRow>();
        for (var id : ids) {
            var row = rows.get(id);
            if (row != null) {
                found.put(id, row);
            }
        }
        return found;
    }

    /** Takes note of rows that were read or committed; never of an older one than it has. */
    synchronized void keep(Collection<ConversationRow> seen) {
        for (var row : seen) {
            var id = row.conversation().id();
            var old = rows.get(id);
            if (old == null || old.version() < row.version()) {
                characters += size(row) - (old == null ? 0 : size(old));
                rows.put(id, row);
            }
        }
        var eldest = rows.values().iterator();
        while (characters > mostCharacters && eldest.hasNext()) {
            characters -= size(eldest.next());
            eldest.remove();
        }
    }

    synchronized void forget(Collection<String> ids) {
        for (var id : ids) {
            var old = rows.remove(id);
            if (old != null) {
                characters -= size(old);
            }
        }
    }

    private static long size(ConversationRow row) {
        var c = row.conversation();
        return ROW
                + c.bot().dialogue().length()
                + c.bot().profile().length()
                + c.desk().summary().length()
                + c.desk().reason().length();
    }
}
