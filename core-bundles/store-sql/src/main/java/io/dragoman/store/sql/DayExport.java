package io.dragoman.store.sql;

import io.dragoman.storage.Message;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Reads a site's messages of a stretch of time, page by page along the index. Thread-safe. */
final class DayExport {

    private static final int PAGE = 500;

    private final Database database;
    private final Trees trees;
    private final String select;

    DayExport(Database database, Trees trees) {
        this.database = database;
        this.trees = trees;
        this.select = select(database.dialect());
    }

    static String select(Dialect dialect) {
        return "SELECT "
                + MessageRows.COLUMNS
                + " FROM message m WHERE m.site = :site AND m.at_us >= :at AND m.at_us < :to"
                + " AND (m.at_us > :at OR m.conversation_id > :id"
                + " OR (m.conversation_id = :id AND m.seq > :seq)) ORDER BY "
                + dialect.constant("m.site")
                + "m.at_us, m.conversation_id, m.seq LIMIT :limit";
    }

    /** Where a page begins: after this message. */
    private record Position(long micros, String conversationId, long seq) {
        static Position after(Message message) {
            return new Position(
                    Columns.micros(message.at()), message.conversationId(), message.seq());
        }
    }

    Stream<Message> messages(String site, Instant from, Instant to) {
        var start = new Position(Columns.micros(from), "", 0);
        long end = Columns.micros(to);
        return Stream.iterate(
                        page(site, start, end),
                        page -> !page.isEmpty(),
                        page ->
                                page.size() < PAGE
                                        ? List.of()
                                        : page(site, Position.after(page.getLast()), end))
                .flatMap(List::stream);
    }

    private List<Message> page(String site, Position after, long end) {
        return database.read(
                "export the messages of " + site,
                handle ->
                        handle.createQuery(select)
                                .bind("site", site)
                                .bind("at", after.micros())
                                .bind("id", after.conversationId())
                                .bind("seq", after.seq())
                                .bind("to", end)
                                .bind("limit", PAGE)
                                .map((row, context) -> MessageRows.read(row, trees))
                                .list());
    }
}
