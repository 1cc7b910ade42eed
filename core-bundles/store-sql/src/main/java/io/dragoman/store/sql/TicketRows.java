package io.dragoman.store.sql;

import io.dragoman.storage.Ticket;
import io.dragoman.storage.Ticket.Comment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How tickets stand in their table; their comments are a list in JSON. */
record TicketRows(Trees trees) {

    static final int SUBJECT = 500;

    Ticket read(ResultSet row) throws SQLException {
        return new Ticket(
                row.getString("id"),
                row.getString("site"),
                row.getString("conversation_id"),
                row.getString("contact_id"),
                row.getString("team"),
                row.getString("subject"),
                row.getString("body"),
                Ticket.State.valueOf(row.getString("state")),
                Ticket.Priority.valueOf(row.getString("priority")),
                Columns.optionalText(row, "assignee"),
                comments(row.getString("comments")),
                Columns.instant(row, "created_at_us"),
                Columns.instant(row, "updated_at_us"));
    }

    Upsert row(Ticket ticket) {
        return new Upsert("ticket", "id", ticket.id())
                .set("site", ticket.site())
                .set("conversation_id", ticket.conversationId())
                .set("contact_id", ticket.contactId())
                .set("team", ticket.team())
                .set("subject", Columns.fit(ticket.subject(), SUBJECT))
                .set("body", ticket.body())
                .set("state", ticket.state().name())
                .set("priority", ticket.priority().name())
                .set("assignee", ticket.assignee())
                .set("comments", trees.ofList(ticket.comments().stream().map(this::tree).toList()))
                .set("created_at_us", Columns.micros(ticket.createdAt()))
                .set("updated_at_us", Columns.micros(ticket.updatedAt()));
    }

    private Map<String, Object> tree(Comment comment) {
        return Map.of("by", comment.by(), "text", comment.text(), "at", comment.at().toString());
    }

    private List<Comment> comments(String json) {
        return trees.list(json).stream().map(TicketRows::comment).toList();
    }

    private static Comment comment(Object tree) {
        var members = (Map<?, ?>) tree;
        return new Comment(
                String.valueOf(members.get("by")),
                String.valueOf(members.get("text")),
                Instant.parse(String.valueOf(members.get("at"))));
    }
}
