package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import io.dragoman.storage.Message;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A conversation as it stands in its table, with what the store keeps beside it. Immutable.
 *
 * @param lastVisitorSeq the customer's newest message; 0 when there is none
 * @param waitingSince since when the bot has something to do; empty when it has not
 * @param version another one after each change, whoever made it
 */
record ConversationRow(
        Conversation conversation,
        long lastVisitorSeq,
        Optional<Instant> waitingSince,
        long version) {

    private static final int LAST_TEXT = 120;

    /** A conversation nobody has said anything in. */
    static ConversationRow of(Conversation conversation) {
        return new ConversationRow(conversation, 0, Optional.empty(), 0);
    }

    /** The row after a change; sequence number, last text and activity follow from the messages. */
    ConversationRow after(Conversation next, List<Message> written) {
        long visitor =
                written.stream()
                        .filter(message -> message.from().kind() == Message.Kind.VISITOR)
                        .mapToLong(Message::seq)
                        .reduce(lastVisitorSeq, Math::max);
        var changed = written.isEmpty() ? unspoken(next) : spoken(next, written.getLast());
        boolean botAnswers = next.state() == State.BOT || next.state() == State.QUEUED;
        boolean waits = botAnswers && visitor > next.bot().handledSeq();
        return new ConversationRow(
                changed,
                visitor,
                waits
                        ? waitingSince.or(() -> Optional.of(changed.lastActivityAt()))
                        : Optional.empty(),
                version + 1);
    }

    private Conversation unspoken(Conversation next) {
        return stamped(
                next,
                conversation.lastSeq(),
                conversation.lastText(),
                conversation.lastActivityAt());
    }

    private static Conversation spoken(Conversation next, Message newest) {
        var text = Columns.cut(PartTexts.line(newest.parts()), LAST_TEXT);
        return stamped(next, newest.seq(), text, newest.at());
    }

    private static Conversation stamped(
            Conversation next, long lastSeq, String lastText, Instant lastActivityAt) {
        return new Conversation(
                next.id(),
                next.site(),
                next.address(),
                next.live(),
                next.contactId(),
                next.state(),
                next.epoch(),
                next.language(),
                lastSeq,
                lastText,
                next.priority(),
                next.tags(),
                next.bot(),
                kept(next.desk()),
                next.read(),
                kept(next.window()),
                Columns.kept(next.openedAt()),
                lastActivityAt,
                next.closedAt().map(Columns::kept));
    }

    private static DeskState kept(DeskState desk) {
        return new DeskState(
                desk.team(),
                desk.assignee(),
                desk.summary(),
                desk.reason(),
                desk.queuedAt().map(Columns::kept));
    }

    private static WindowState kept(WindowState window) {
        return new WindowState(window.lastCustomerAt().map(Columns::kept), window.sends());
    }
}
