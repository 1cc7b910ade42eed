package io.dragoman.gateway.internal;

import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a visitor's connection is told of the log: its messages in order and each once, what has
 * become of those it sent, the state, and how far the desk has read. While what was missed is read
 * from the store, what is new waits. Thread-safe.
 */
final class VisitorStream {

    private static final int PAGE = 200;
    private static final int MOST_UNACKNOWLEDGED = 512;

    /** More new messages than this are not kept while old ones are replayed. */
    private static final int MOST_WAITING = 5_000;

    private final VisitorHub hub;
    private final Wire wire;
    private final Sendings sendings = new Sendings(MOST_UNACKNOWLEDGED);
    private List<Message> waiting = new ArrayList<>();
    private boolean replaying = true;
    private boolean heard;
    private long sentUpTo;
    private long readByDesk;
    private String lastState = "";
    private Optional<Shown> shown = Optional.empty();
    private volatile Conversation conversation;

    VisitorStream(VisitorHub hub, Wire wire, Conversation conversation) {
        this.hub = hub;
        this.wire = wire;
        this.conversation = conversation;
    }

    /** As it was when it was last heard of. */
    Conversation conversation() {
        return conversation;
    }

    /** Takes over what was read after it had joined, unless it has heard of something as new. */
    synchronized void read(Conversation fresh) {
        if (!heard || fresh.lastSeq() > conversation.lastSeq()) {
            conversation = fresh;
        }
    }

    /** Tells the state and how far the desk had read, once after the welcome. */
    synchronized void tellState() {
        readByDesk = conversation.read().agent();
        if (conversation.state() != Conversation.State.BOT) {
            sendState(conversation);
        }
    }

    /** Sends what was missed, page by page, then what came meanwhile. */
    void replay(long after) {
        long at = after;
        for (var page = page(at); !page.isEmpty(); page = page(at)) {
            synchronized (this) {
                page.forEach(message -> wire.send(hub.frames.message(message)));
            }
            at = page.get(page.size() - 1).seq();
        }
        synchronized (this) {
            sentUpTo = at;
            replaying = false;
            waiting.forEach(this::deliver);
            waiting = List.of();
            if (sentUpTo > 0) {
                hub.taken(conversation, sentUpTo);
            }
        }
    }

    private List<Message> page(long after) {
        return hub.store.messages(conversation.id(), after, PAGE);
    }

    /** Hears of a change on the log's own thread: only queues frames. */
    synchronized void written(Written change) {
        heard = true;
        conversation = change.conversation();
        for (var message : change.messages()) {
            if (replaying && waiting.size() >= MOST_WAITING) {
                wire.close(Wire.TRY_AGAIN_LATER, "fell behind");
            } else if (replaying) {
                waiting.add(message);
            } else {
                deliver(message);
            }
        }
        if (!replaying) {
            if (change.messages().stream().anyMatch(m -> m.from().kind() != Kind.VISITOR)) {
                hub.taken(conversation, sentUpTo);
            }
            sendState(conversation);
            long read = conversation.read().agent();
            if (read > readByDesk) {
                readByDesk = read;
                wire.send(hub.frames.write(Frames.frame("read", "seq", read)));
            }
        }
    }

    private void deliver(Message message) {
        if (message.seq() <= sentUpTo) {
            return;
        }
        sentUpTo = message.seq();
        var key = message.clientKey().map(k -> k.substring(2)).orElse("");
        // The sender gets its own message back as the acknowledgement; its other devices see the
        // message.
        if (message.from().kind() == Kind.VISITOR && sendings.endOldest(key)) {
            wire.send(hub.frames.ack(key, message.seq()));
        } else {
            wire.send(hub.frames.message(message));
        }
    }

    private void sendState(Conversation now) {
        if (looksTheSame(now)) {
            return;
        }
        shown = Optional.of(Shown.of(now));
        var frame = hub.frames.write(hub.state(now));
        if (!frame.equals(lastState)
                && !(lastState.isEmpty() && now.state() == Conversation.State.BOT)) {
            wire.send(frame);
        }
        lastState = frame;
    }

    /** What the state frame was made of, the place in the queue aside. */
    private record Shown(Conversation.State state, Optional<String> assignee) {
        static Shown of(Conversation conversation) {
            return new Shown(conversation.state(), conversation.desk().assignee());
        }
    }

    /** Nearly every message leaves the state as it was, which is not worth writing a frame. */
    private boolean looksTheSame(Conversation now) {
        return now.state() != Conversation.State.QUEUED
                && shown.filter(Shown.of(now)::equals).isPresent();
    }

    /** The place in the queue may have changed without the conversation changing. */
    synchronized void tellPlace() {
        if (!replaying && conversation.state() == Conversation.State.QUEUED) {
            sendState(conversation);
        }
    }

    /** Takes note of a message that is on its way to the log; empty when there are too many. */
    synchronized Optional<Sendings.Sending> begin(String key) {
        return sendings.begin(key);
    }

    /** Acknowledges what the log had already, and says why something was not taken. */
    synchronized void settled(
            String key, Sendings.Sending sending, Receipt receipt, Throwable failure) {
        if (!sendings.end(key, sending)) {
            return;
        }
        if (failure != null) {
            wire.send(
                    hub.frames.error(
                            FrameReception.codeOf(failure),
                            "The message was not kept; send it again in a few seconds",
                            key));
            return;
        }
        switch (receipt) {
            case Receipt.Accepted accepted ->
                    wire.send(hub.frames.ack(key, accepted.message().seq()));
            case Receipt.Rejected rejected ->
                    wire.send(hub.frames.error(rejected.code(), rejected.reason(), key));
        }
    }
}
