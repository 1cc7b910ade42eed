package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Looks for a text in given conversations: in ids, names and the newest messages. Thread-safe. */
record TextSearch(Trees trees) {

    /** Of each conversation only so many messages are looked at. */
    private static final int NEWEST_MESSAGES = 100;

    private static final String BY_NAME =
            "SELECT c.id FROM conversation c LEFT JOIN contact k ON k.id = c.contact_id"
                    + " WHERE c.id IN (<ids>) AND (LOWER(c.last_text) LIKE :text ESCAPE '!'"
                    + " OR LOWER(c.id) LIKE :text ESCAPE '!' OR LOWER(c.contact_id) = :plain"
                    + " OR LOWER(k.name) LIKE :text ESCAPE '!'"
                    + " OR LOWER(k.customer_id) LIKE :text ESCAPE '!')";

    private static final String BY_MESSAGE =
            "SELECT m.conversation_id, m.parts FROM conversation c JOIN message m"
                    + " ON m.conversation_id = c.id AND m.seq > c.last_seq - :newest"
                    + " WHERE c.id IN (<ids>) AND LOWER(m.parts) LIKE :text ESCAPE '!'";

    /** The ids of the candidates that match. */
    Set<String> matching(Handle handle, List<Conversation> candidates, String text) {
        if (candidates.isEmpty()) {
            return Set.of();
        }
        var ids = candidates.stream().map(Conversation::id).toList();
        var plain = text.toLowerCase(Locale.ROOT);
        var found =
                new HashSet<>(
                        handle.createQuery(BY_NAME)
                                .bindList("ids", ids)
                                .bind("text", Columns.containing(text))
                                .bind("plain", plain)
                                .mapTo(String.class)
                                .list());
        var rest = ids.stream().filter(id -> !found.contains(id)).toList();
        if (!rest.isEmpty()) {
            found.addAll(byMessage(handle, rest, text, plain));
        }
        return found;
    }

    private record Hit(String conversationId, String parts) {}

    /** The column also holds the names of JSON members, so each hit is looked at again. */
    private List<String> byMessage(Handle handle, List<String> ids, String text, String plain) {
        try (var hits =
                handle
                        .createQuery(BY_MESSAGE)
                        .bindList("ids", ids)
                        .bind("newest", NEWEST_MESSAGES)
                        .bind("text", Columns.containing(trees.inside(text)))
                        .map((row, c) -> new Hit(row.getString(1), row.getString(2)))
                        .stream()) {
            return hits.filter(hit -> says(hit, plain))
                    .map(Hit::conversationId)
                    .distinct()
                    .toList();
        }
    }

    private boolean says(Hit hit, String plain) {
        return PartTexts.line(trees.parts(hit.parts())).toLowerCase(Locale.ROOT).contains(plain);
    }
}
