package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of the table of conversations, and how a row is read and written. */
final class ConversationTable {

    private static final List<String> FIXED =
            List.of("id", "site", "channel", "account", "address_user", "live");

    /** In the order in which {@link #bindChanging} fills them. */
    private static final List<String> CHANGING =
            Arrays.asList(
                    ("contact_id state epoch language last_seq last_text priority tags handled_seq"
                                    + " bot_turns bot_misses sentiment dialogue profile team"
                                    + " assignee summary reason queued_at_us read_visitor"
                                    + " read_agent last_customer_at_us window_sends opened_at_us"
                                    + " last_activity_at_us closed_at_us last_visitor_seq"
                                    + " waiting_since_us version")
                            .split(" "));

    /** All columns, with the alias {@code c}. */
    static final String COLUMNS =
            Stream.concat(FIXED.stream(), CHANGING.stream())
                    .map("c."::concat)
                    .collect(Collectors.joining(", "));

    /** To be filled by {@link #bindInsert}. */
    static final String INSERT =
            "INSERT INTO conversation ("
                    + COLUMNS.replace("c.", "")
                    + ") VALUES (?"
                    + ", ?".repeat(FIXED.size() + CHANGING.size() - 1)
                    + ")";

    /** To be filled by {@link #bindUpdate}; changes nothing when the row is of another version. */
    static final String UPDATE =
            CHANGING.stream()
                    .map(column -> column + " = ?")
                    .collect(
                            Collectors.joining(
                                    ", ",
                                    "UPDATE conversation SET ",
                                    " WHERE id = ? AND version = ?"));

    private ConversationTable() {}

    static ConversationRow read(ResultSet row, Trees trees) throws SQLException {
        var conversation =
                new Conversation(
                        row.getString("id"),
                        row.getString("site"),
                        Columns.address(row),
                        row.getBoolean("live"),
                        row.getString("contact_id"),
                        State.valueOf(row.getString("state")),
                        row.getInt("epoch"),
                        row.getString("language"),
                        row.getLong("last_seq"),
                        row.getString("last_text"),
                        row.getInt("priority"),
                        Set.copyOf(trees.strings(row.getString("tags"))),
                        bot(row),
                        desk(row),
                        new ReadState(row.getLong("read_visitor"), row.getLong("read_agent")),
                        new WindowState(
                                Columns.optionalInstant(row, "last_customer_at_us"),
                                row.getInt("window_sends")),
                        Columns.instant(row, "opened_at_us"),
                        Columns.instant(row, "last_activity_at_us"),
                        Columns.optionalInstant(row, "closed_at_us"));
        return new ConversationRow(
                conversation,
                row.getLong("last_visitor_seq"),
                Columns.optionalInstant(row, "waiting_since_us"),
                row.getLong("version"));
    }

    private static BotState bot(ResultSet row) throws SQLException {
        return new BotState(
                row.getLong("handled_seq"),
                row.getInt("bot_turns"),
                row.getInt("bot_misses"),
                row.getDouble("sentiment"),
                row.getString("dialogue"),
                row.getString("profile"));
    }

    private static DeskState desk(ResultSet row) throws SQLException {
        return new DeskState(
                Columns.optionalText(row, "team"),
                Columns.optionalText(row, "assignee"),
                row.getString("summary"),
                row.getString("reason"),
                Columns.optionalInstant(row, "queued_at_us"));
    }

    static void bindInsert(Binder binder, Trees trees, ConversationRow row) throws SQLException {
        var c = row.conversation();
        binder.text(c.id())
                .text(c.site())
                .text(c.address().channel())
                .text(c.address().account())
                .text(c.address().user())
                .truth(c.live());
        bindChanging(binder, trees, row);
    }

    /**
     * @param from the version that the row must have in the table
     */
    static void bindUpdate(Binder binder, Trees trees, ConversationRow row, long from)
            throws SQLException {
        bindChanging(binder, trees, row);
        binder.text(row.conversation().id()).number(from);
    }

    private static void bindChanging(Binder binder, Trees trees, ConversationRow row)
            throws SQLException {
        var c = row.conversation();
        binder.text(c.contactId())
                .text(c.state().name())
                .number(c.epoch())
                .text(c.language())
                .number(c.lastSeq())
                .text(c.lastText())
                .number(c.priority())
                .text(trees.ofSet(c.tags()));
        bindBot(binder, c.bot());
        bindDesk(binder, c.desk());
        binder.number(c.read().visitor())
                .number(c.read().agent())
                .instant(c.window().lastCustomerAt())
                .number(c.window().sends())
                .instant(c.openedAt())
                .instant(c.lastActivityAt())
                .instant(c.closedAt())
                .number(row.lastVisitorSeq())
                .instant(row.waitingSince())
                .number(row.version());
    }

    private static void bindBot(Binder binder, BotState bot) throws SQLException {
        binder.number(bot.handledSeq())
                .number(bot.turns())
                .number(bot.misses())
                .number(bot.sentiment())
                .text(bot.dialogue())
                .text(bot.profile());
    }

    private static void bindDesk(Binder binder, DeskState desk) throws SQLException {
        binder.text(desk.team())
                .text(desk.assignee())
                .text(desk.summary())
                .text(desk.reason())
                .instant(desk.queuedAt());
    }
}
