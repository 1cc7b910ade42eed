package io.dragoman.store.sql;

import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How messages stand in their table. */
final class MessageRows {

    private static final int NAME = 255;

    /** All columns but the site, with the alias {@code m}. */
    static final String COLUMNS =
            "m.conversation_id, m.seq, m.at_us, m.author_kind, m.author_id, m.author_name, m.parts,"
                    + " m.client_key, m.in_reply_to";

    /** To be filled by {@link #bind}. */
    static final String INSERT =
            "INSERT INTO message (conversation_id, seq, at_us, author_kind, author_id, author_name,"
                    + " parts, client_key, in_reply_to, site) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private MessageRows() {}

    static Message read(ResultSet row, Trees trees) throws SQLException {
        return new Message(
                row.getString("conversation_id"),
                row.getLong("seq"),
                Columns.instant(row, "at_us"),
                new Author(
                        Kind.valueOf(row.getString("author_kind")),
                        row.getString("author_id"),
                        row.getString("author_name")),
                trees.parts(row.getString("parts")),
                Columns.optionalText(row, "client_key"),
                Columns.optionalLong(row, "in_reply_to"));
    }

    static void bind(Binder binder, Message message, String parts, String site)
            throws SQLException {
        binder.text(message.conversationId())
                .number(message.seq())
                .instant(message.at())
                .text(message.from().kind().name())
                .text(message.from().id())
                .text(Columns.fit(message.from().name(), NAME))
                .text(parts)
                .text(message.clientKey())
                .number(message.inReplyTo())
                .text(site);
    }
}
