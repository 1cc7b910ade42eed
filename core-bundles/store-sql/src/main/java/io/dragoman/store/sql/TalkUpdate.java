package io.dragoman.store.sql;

import java.sql.SQLException;

/**
 * The change that nearly every message makes to its conversation: counters and times go on, and all
 * that is wide or indexed by the desk stays. Half the columns cost the database half the work.
 */
final class TalkUpdate {

    /** To be filled by {@link #bind}; changes nothing when the row is of another version. */
    static final String SQL =
            "UPDATE conversation SET last_seq = ?, last_text = ?, handled_seq = ?, bot_turns = ?,"
                    + " bot_misses = ?, sentiment = ?, read_visitor = ?, read_agent = ?,"
                    + " last_customer_at_us = ?, window_sends = ?, last_activity_at_us = ?,"
                    + " last_visitor_seq = ?, waiting_since_us = ?, version = ?"
                    + " WHERE id = ? AND version = ?";

    private TalkUpdate() {}

    /** Whether this is all that changed. */
    static boolean isEnough(ConversationRow before, ConversationRow after) {
        var old = before.conversation();
        var now = after.conversation();
        return old.state() == now.state()
                && old.epoch() == now.epoch()
                && old.priority() == now.priority()
                && old.contactId().equals(now.contactId())
                && old.language().equals(now.language())
                && old.tags().equals(now.tags())
                && old.bot().dialogue().equals(now.bot().dialogue())
                && old.bot().profile().equals(now.bot().profile())
                && old.desk().equals(now.desk())
                && old.openedAt().equals(now.openedAt())
                && old.closedAt().equals(now.closedAt());
    }

    static void bind(Binder binder, ConversationRow row, long from) throws SQLException {
        var c = row.conversation();
        binder.number(c.lastSeq())
                .text(c.lastText())
                .number(c.bot().handledSeq())
                .number(c.bot().turns())
                .number(c.bot().misses())
                .number(c.bot().sentiment())
                .number(c.read().visitor())
                .number(c.read().agent())
                .instant(c.window().lastCustomerAt())
                .number(c.window().sends())
                .instant(c.lastActivityAt())
                .number(row.lastVisitorSeq())
                .instant(row.waitingSince())
                .number(row.version())
                .text(c.id())
                .number(from);
    }
}
