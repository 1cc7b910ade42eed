package io.dragoman.gateway.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.Inbox.Receipt;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.gateway.internal.Frames.In;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.security.VisitorTokens.Visitor;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Site;
import io.dragoman.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's connection: the protocol of {@code /ws/visitor}. The log's messages are sent in order
 * and each once: while what was missed is read from the store, what is new waits.
 */
final class VisitorSession implements SocketProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(VisitorSession.class);
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String PONG = "{\"type\":\"pong\"}";
    private static final int PAGE = 200;
    private static final int MOST_UNACKNOWLEDGED = 512;
    private static final int LONGEST_KEY = 100;

    /** How many messages back a button still has its words. */
    private static final int BUTTONS_KEPT = 30;

    /** More new messages than this are not kept while old ones are replayed. */
    private static final int MOST_WAITING = 5_000;

    private static final long TYPING_AGAIN_AFTER = 1_000_000_000L;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int RESTARTING = 1012;

    private final VisitorHub hub;
    private final Wire wire;
    private final Sendings sendings = new Sendings(MOST_UNACKNOWLEDGED);
    private List<Message> waiting = new ArrayList<>();
    private boolean replaying = true;
    private long sentUpTo;
    private long readByDesk;
    private String lastState = "";
    private Optional<Shown> shown = Optional.empty();
    private boolean typing;
    private long typedAt;
    private volatile Conversation conversation;
    private volatile Visitor visitor;

    VisitorSession(VisitorHub hub, Wire wire) {
        this.hub = hub;
        this.wire = wire;
    }

    @Override
    public void received(String text) {
        if (text.equals(PING)) {
            // Thousands of idle pages send nothing else, and nobody need read it as JSON.
            wire.send(PONG);
            return;
        }
        In frame;
        try {
            frame = hub.frames.read(text);
        } catch (IllegalArgumentException e) {
            wire.send(hub.frames.error("bad-frame", e.getMessage()));
            return;
        }
        try {
            handle(frame);
        } catch (IllegalArgumentException e) {
            wire.send(
                    hub.frames.error("bad-message", e.getMessage(), frame.text("clientMessageId")));
        } catch (OverloadedException e) {
            wire.send(
                    hub.frames.error("overloaded", e.getMessage(), frame.text("clientMessageId")));
            closeUnwelcomed(frame);
        } catch (StoreException e) {
            LOG.warn("A visitor's {} failed: {}", frame.type(), e.getMessage());
            wire.send(
                    hub.frames.error(
                            "store-down",
                            "The message could not be kept; try again in a few seconds",
                            frame.text("clientMessageId")));
            closeUnwelcomed(frame);
        }
    }

    /** A visitor who said hello in vain would wait for the welcome for ever. */
    private void closeUnwelcomed(In frame) {
        if (frame.type().equals("hello")) {
            wire.close(TRY_AGAIN_LATER, "try again later");
        }
    }

    /** The server stops; the visitor comes back and resumes. */
    void goAway() {
        wire.close(RESTARTING, "restarting");
    }

    private void handle(In frame) {
        switch (frame.type()) {
            case "ping" -> wire.send(PONG);
            case "hello" -> hello(frame);
            default -> {
                if (visitor == null) {
                    wire.send(hub.frames.error("hello-first", "The first frame is hello"));
                } else {
                    handleKnown(frame);
                }
            }
        }
    }

    private void handleKnown(In frame) {
        switch (frame.type()) {
            case "message" -> message(frame, hub.frames.parts(frame, visitor.conversationId()));
            case "action" -> message(frame, List.of(pressed(payload(frame))));
            case "typing" -> types(frame.on());
            case "read" ->
                    frame.number("seq")
                            .ifPresent(
                                    seq ->
                                            hub.actions.readByVisitor(
                                                    visitor.conversationId(), seq));
            case "rate" -> rate(frame);
            default ->
                    wire.send(
                            hub.frames.error(
                                    "unknown-type",
                                    "There is no frame of type '" + frame.type() + "'"));
        }
    }

    /** The same again within a second is not worth telling. */
    private void types(boolean on) {
        long now = System.nanoTime();
        if (on != typing || now - typedAt > TYPING_AGAIN_AFTER) {
            typing = on;
            typedAt = now;
            hub.visitorTypes(conversation, on);
        }
    }

    private static String payload(In frame) {
        var payload = frame.text("payload");
        if (payload.isBlank() || payload.length() > 2_000) {
            throw new IllegalArgumentException("An action needs a payload of 1 to 2000 characters");
        }
        return payload;
    }

    /** The button as it stands in the log: with the words that the customer saw on it. */
    private Part pressed(String payload) {
        long after = Math.max(0, conversation.lastSeq() - BUTTONS_KEPT);
        return hub.store.messages(visitor.conversationId(), after, BUTTONS_KEPT).reversed().stream()
                .filter(message -> message.from().kind() != Kind.VISITOR)
                .flatMap(message -> ChosenOption.offered(message.parts()).stream())
                .filter(action -> action.payload().equals(payload))
                .findFirst()
                .map(ChosenOption::of)
                .orElseGet(() -> Part.text(payload));
    }

    private void hello(In frame) {
        if (visitor != null) {
            wire.send(hub.frames.error("hello-twice", "This connection has said hello already"));
            return;
        }
        var locale = frame.text("locale");
        var known =
                Optional.of(frame.text("visitorToken"))
                        .filter(t -> !t.isEmpty())
                        .flatMap(hub.tokens::verify);
        var site = known.map(Visitor::site).orElseGet(() -> site(frame.text("site")));
        if (hub.directory.sites().stream().noneMatch(s -> s.id().equals(site))) {
            wire.send(
                    hub.frames.error(
                            "unknown-site",
                            "There is no site '" + site + "'; see the widget's data-site"));
            wire.close(1008, "unknown site");
            return;
        }
        var id = known.map(Visitor::visitorId).orElseGet(hub.ids::next);
        var hello =
                hub.profiles.hello(
                        site, locale.isEmpty() ? "zh-CN" : locale, frame.fields().get("profile"));
        conversation = hub.inbox.open(site, new Address("web", "default", id), true, hello);
        visitor = new Visitor(site, conversation.id(), id);
        hub.join(conversation.id(), this);
        // Joined before reading, so that nothing falls between what is read and what is told.
        conversation = hub.store.conversation(conversation.id()).orElse(conversation);
        welcome(frame.number("resumeFrom").orElse(0L));
    }

    /** The site that a page names, or else the default one. */
    private String site(String named) {
        return named.isEmpty()
                ? hub.directory.sites().stream().findFirst().map(Site::id).orElse("")
                : named;
    }

    private void welcome(long resumeFrom) {
        var token = hub.tokens.issue(visitor.site(), visitor.conversationId(), visitor.visitorId());
        var state = conversation.state().name().toLowerCase(Locale.ROOT);
        wire.send(
                hub.frames.write(
                        Frames.frame(
                                "welcome",
                                "visitorToken",
                                token,
                                "conversationId",
                                conversation.id(),
                                "lastSeq",
                                conversation.lastSeq(),
                                "state",
                                state)));
        // A number beyond the end comes from another database, and must not hide what is new.
        replay(Math.clamp(resumeFrom, 0, conversation.lastSeq()));
        synchronized (this) {
            readByDesk = conversation.read().agent();
            if (conversation.state() != Conversation.State.BOT) {
                sendState(conversation);
            }
        }
    }

    /** Sends what was missed, page by page, then what came meanwhile. */
    private void replay(long after) {
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
        return hub.store.messages(visitor.conversationId(), after, PAGE);
    }

    /** Hears of a change on the log's own thread: only queues frames. */
    synchronized void written(Written change) {
        conversation = change.conversation();
        for (var message : change.messages()) {
            if (replaying && waiting.size() >= MOST_WAITING) {
                wire.close(TRY_AGAIN_LATER, "fell behind");
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

    void signal(String frame) {
        wire.send(frame);
    }

    private void message(In frame, List<Part> parts) {
        var key = frame.text("clientMessageId");
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "A message needs a clientMessageId of 1 to " + LONGEST_KEY + " characters");
        }
        Optional<Sendings.Sending> begun;
        synchronized (this) {
            begun = sendings.begin(key);
        }
        if (begun.isEmpty()) {
            wire.send(
                    hub.frames.error(
                            "too-fast", "Wait for acknowledgements before sending more", key));
            return;
        }
        var sending = begun.get();
        hub.inbox
                .receive(visitor.conversationId(), key, parts, "")
                .whenComplete((receipt, failure) -> settled(key, sending, receipt, failure));
    }

    /** Acknowledges what the log had already, and says why something was not taken. */
    private synchronized void settled(
            String key, Sendings.Sending sending, Receipt receipt, Throwable failure) {
        if (!sendings.end(key, sending)) {
            return;
        }
        if (failure != null) {
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            var code = cause instanceof OverloadedException ? "overloaded" : "store-down";
            wire.send(
                    hub.frames.error(
                            code, "The message was not kept; send it again in a few seconds", key));
            return;
        }
        switch (receipt) {
            case Receipt.Accepted accepted ->
                    wire.send(hub.frames.ack(key, accepted.message().seq()));
            case Receipt.Rejected rejected ->
                    wire.send(hub.frames.error(rejected.code(), rejected.reason(), key));
        }
    }

    private void rate(In frame) {
        int score = (int) Math.clamp(frame.number("score").orElse(0L), 0, 100);
        var result = hub.actions.rate(visitor.conversationId(), score, frame.text("comment"));
        if (result instanceof Result.Refused refused) {
            wire.send(hub.frames.error(refused.code(), refused.reason()));
        }
    }

    @Override
    public void closed() {
        if (visitor != null) {
            hub.leave(visitor.conversationId(), this);
        }
    }
}
