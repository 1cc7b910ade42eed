package io.dragoman.store.sql;

import io.dragoman.storage.DeskStore;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Page;
import io.dragoman.storage.Ticket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** What the desk keeps beside the log. Thread-safe. */
final class SqlDeskStore implements DeskStore {

    private static final int TITLE = 500;

    private final Database database;
    private final TicketRows ticketRows;
    private final RecentReads<Rating> ratings;

    SqlDeskStore(Database database, Trees trees, RecentReads<Rating> ratings) {
        this.database = database;
        this.ratings = ratings;
        this.ticketRows = new TicketRows(trees);
    }

    @Override
    public Page<Ticket> tickets(TicketFilter filter, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions()
                        .equal("site", filter.site())
                        .equal("state", filter.state().map(Ticket.State::name))
                        .equal("team", filter.team())
                        .equal("assignee", filter.assignee())
                        .equal("contact_id", filter.contactId())
                        .equal("conversation_id", filter.conversationId())
                        .after(Cursor.decode(cursor), "created_at_us", "id");
        var rows =
                newest(
                        "ticket",
                        "created_at_us",
                        conditions,
                        limit,
                        (row, c) -> ticketRows.read(row));
        return Cursor.page(rows, limit, t -> new Cursor(Columns.micros(t.createdAt()), t.id()));
    }

    @Override
    public Optional<Ticket> ticket(String id) {
        return database.read(
                "read ticket " + id,
                handle ->
                        handle.createQuery("SELECT * FROM ticket WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> ticketRows.read(row))
                                .findOne());
    }

    @Override
    public void save(Ticket ticket, List<EventDraft> events) {
        database.write(
                "save ticket " + ticket.id(),
                handle -> {
                    ticketRows.row(ticket).run(handle);
                    EventRows.insert(
                            handle,
                            ticket.site(),
                            ticket.conversationId(),
                            events,
                            ticket.updatedAt());
                    return null;
                });
    }

    @Override
    public List<Note> notes(String conversationId) {
        return database.read(
                "read the notes of " + conversationId,
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM note WHERE conversation_id = :id"
                                                + " ORDER BY at_us, id")
                                .bind("id", conversationId)
                                .map((row, context) -> note(row))
                                .list());
    }

    static Note note(ResultSet row) throws SQLException {
        return new Note(
                row.getString("id"),
                row.getString("conversation_id"),
                row.getLong("after_seq"),
                row.getString("user_id"),
                row.getString("user_name"),
                row.getString("body"),
                Columns.instant(row, "at_us"));
    }

    @Override
    public List<QuickReply> quickReplies(String site) {
        return database.read(
                "read the quick replies",
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM quick_reply WHERE site = :site"
                                                + " ORDER BY shortcut, language, id")
                                .bind("site", site)
                                .map((row, context) -> quickReply(row))
                                .list());
    }

    private static QuickReply quickReply(ResultSet row) throws SQLException {
        return new QuickReply(
                row.getString("id"),
                row.getString("site"),
                row.getString("shortcut"),
                row.getString("language"),
                row.getString("title"),
                row.getString("body"),
                Columns.optionalInstant(row, "updated_at_us"));
    }

    @Override
    public void save(QuickReply reply) {
        save(
                "quick reply " + reply.shortcut(),
                new Upsert("quick_reply", "id", reply.id())
                        .set("site", reply.site())
                        .set("shortcut", reply.shortcut())
                        .set("language", reply.language())
                        .set("title", reply.title())
                        .set("body", reply.text())
                        .set("updated_at_us", Columns.microsOrNull(reply.updatedAt())));
    }

    @Override
    public boolean deleteQuickReply(String id) {
        return database.write(
                "delete a quick reply",
                handle -> handle.execute("DELETE FROM quick_reply WHERE id = ?", id) > 0);
    }

    @Override
    public Optional<Rating> rating(String conversationId, int epoch) {
        var id = BesideStatements.ratingId(conversationId, epoch);
        return ratings.get(id, () -> readRating(id));
    }

    private Optional<Rating> readRating(String id) {
        return database.read(
                "read a rating",
                handle ->
                        handle.createQuery("SELECT * FROM rating WHERE id = :id")
                                .bind("id", id)
                                .map((row, context) -> rating(row))
                                .findOne());
    }

    @Override
    public Page<Rating> ratings(Optional<String> site, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions().equal("site", site).after(Cursor.decode(cursor), "at_us", "id");
        var rows = newest("rating", "at_us", conditions, limit, (row, c) -> rating(row));
        return Cursor.page(
                rows, limit, r -> new Cursor(Columns.micros(r.at()), BesideStatements.ratingId(r)));
    }

    private static Rating rating(ResultSet row) throws SQLException {
        return new Rating(
                row.getString("conversation_id"),
                row.getInt("epoch"),
                row.getInt("score"),
                row.getString("remark"),
                Columns.optionalText(row, "agent"),
                Columns.instant(row, "at_us"));
    }

    @Override
    public void add(Audit audit) {
        save(
                "an audit entry",
                new Upsert("audit", "id", audit.id())
                        .set("at_us", Columns.micros(audit.at()))
                        .set("user_id", audit.userId())
                        .set("username", audit.username())
                        .set("action", audit.action())
                        .set("target", Columns.fit(audit.target(), TITLE))
                        .set("detail", audit.detail()));
    }

    @Override
    public Page<Audit> audit(Optional<String> text, Optional<String> cursor, int limit) {
        var conditions =
                new Conditions()
                        .containing(text, "username", "action", "target", "detail")
                        .after(Cursor.decode(cursor), "at_us", "id");
        var rows = newest("audit", "at_us", conditions, limit, (row, c) -> audit(row));
        return Cursor.page(rows, limit, a -> new Cursor(Columns.micros(a.at()), a.id()));
    }

    private static Audit audit(ResultSet row) throws SQLException {
        return new Audit(
                row.getString("id"),
                Columns.instant(row, "at_us"),
                row.getString("user_id"),
                row.getString("username"),
                row.getString("action"),
                row.getString("target"),
                row.getString("detail"));
    }

    private void save(String what, Upsert row) {
        database.write(
                "save " + what,
                handle -> {
                    row.run(handle);
                    return null;
                });
    }

    /** One more than the limit, newest first. */
    private <T> List<T> newest(
            String table, String at, Conditions conditions, int limit, RowMapper<T> mapper) {
        var sql =
                "SELECT * FROM "
                        + table
                        + conditions.where()
                        + " ORDER BY "
                        + at
                        + " DESC, id DESC LIMIT :limit";
        return database.read(
                "list " + table,
                handle ->
                        conditions
                                .bindTo(handle.createQuery(sql))
                                .bind("limit", limit + 1)
                                .map(mapper)
                                .list());
    }
}
