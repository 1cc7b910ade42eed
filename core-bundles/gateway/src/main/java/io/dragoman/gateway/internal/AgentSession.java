package io.dragoman.gateway.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.gateway.internal.Frames.In;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.DeskChange;
import io.dragoman.storage.LogStore.DeskNote;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.StoreException;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent's connection: the protocol of {@code /ws/agent}. Changes are sent in the order of the
 * desk's numbers; a console that slept says which it saw last and misses nothing.
 */
final class AgentSession implements SocketProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);
    private static final Set<Role> DESK = Set.of(Role.AGENT, Role.SUPERVISOR, Role.ADMIN);
    private static final int PAGE = 200;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int RESTARTING = 1012;
    private static final int MOST_UNSETTLED = 512;

    /** Further behind than this, reading the lists again is faster than being told everything. */
    private static final long MOST_REPLAYED = 5_000;

    private final AgentHub hub;
    private final Wire wire;
    private final AtomicInteger unsettled = new AtomicInteger();
    private List<Feed> waiting = new ArrayList<>();
    private boolean replaying = true;
    private long sentUpTo;
    private volatile User user;
    private volatile String token = "";

    AgentSession(AgentHub hub, Wire wire) {
        this.hub = hub;
        this.wire = wire;
    }

    boolean isOf(String userId) {
        var current = user;
        return current != null && current.id().equals(userId);
    }

    /** Whether it is somebody who looks after the installation. */
    boolean supervises() {
        var current = user;
        return current != null
                && (current.roles().contains(Role.SUPERVISOR)
                        || current.roles().contains(Role.ADMIN));
    }

    @Override
    public void received(String text) {
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
            refuse(frame, "bad-message", e.getMessage());
        } catch (OverloadedException e) {
            refuse(frame, "overloaded", e.getMessage());
            closeUnwelcomed(frame);
        } catch (StoreException e) {
            LOG.warn("An agent's {} failed: {}", frame.type(), e.getMessage());
            refuse(frame, "store-down", "That could not be kept; try again in a few seconds");
            closeUnwelcomed(frame);
        }
    }

    /** A console that said hello in vain would wait for the welcome for ever. */
    private void closeUnwelcomed(In frame) {
        if (frame.type().equals("hello")) {
            wire.close(TRY_AGAIN_LATER, "try again later");
        }
    }

    /** The server stops; the console comes back and resumes. */
    void goAway() {
        wire.close(RESTARTING, "restarting");
    }

    private void handle(In frame) {
        if (frame.type().equals("hello")) {
            hello(frame);
            return;
        }
        // A session can end while the socket is open: every frame is checked.
        var current = user == null ? Optional.<User>empty() : atTheDesk(token);
        if (current.isEmpty()) {
            wire.send(
                    hub.frames.error(
                            "not-signed-in", "The first frame is hello with a valid token"));
            wire.close(1008, "not signed in");
            return;
        }
        user = current.get();
        if (isHidden(frame.text("conversationId"))) {
            refuse(frame, "no-such-conversation", "There is no such conversation");
            return;
        }
        switch (frame.type()) {
            case "ping" -> {
                hub.presence.renew(user.id());
                wire.send("{\"type\":\"pong\"}");
            }
            case "message" -> say(frame);
            case "take" -> acknowledge(frame, hub.actions.take(frame.text("conversationId"), user));
            case "typing" ->
                    hub.agentTypes(
                            frame.text("conversationId"),
                            new Author(Kind.AGENT, user.id(), user.name()),
                            frame.on());
            case "read" ->
                    frame.number("seq")
                            .ifPresent(
                                    seq ->
                                            hub.actions.readByAgent(
                                                    frame.text("conversationId"), seq));
            case "presence" -> presence(frame);
            default ->
                    refuse(
                            frame,
                            "unknown-type",
                            "There is no frame of type '" + frame.type() + "'");
        }
    }

    /** Whether it is a conversation that is none of this agent's business. */
    private boolean isHidden(String conversationId) {
        return !conversationId.isEmpty()
                && !seesAll()
                && hub.store
                        .conversation(conversationId)
                        .filter(conversation -> !hub.views.visible(conversation, user))
                        .isPresent();
    }

    /** Then nobody has to look whose conversation it is. */
    private boolean seesAll() {
        return user.site().isEmpty()
                && (user.roles().contains(Role.SUPERVISOR) || user.roles().contains(Role.ADMIN));
    }

    /** Whose token it is, if they may hear what customers say now. */
    private Optional<User> atTheDesk(String claimed) {
        return hub.sessions
                .verify(claimed)
                .filter(known -> !known.mustChangePassword())
                .filter(known -> known.roles().stream().anyMatch(DESK::contains));
    }

    private void hello(In frame) {
        if (user != null) {
            refuse(frame, "hello-twice", "This connection has said hello already");
            return;
        }
        var known = atTheDesk(frame.text("token"));
        if (known.isEmpty()) {
            wire.send(
                    hub.frames.error(
                            "not-signed-in",
                            "The token is not valid for the desk: sign in again, change a one-time"
                                    + " password first"));
            wire.close(1008, "not signed in");
            return;
        }
        token = frame.text("token");
        user = known.get();
        hub.presence.renew(user.id());
        hub.join(this);
        hub.tellPresence(user);
        welcome(frame.number("resumeFrom"));
    }

    private void welcome(Optional<Long> resumeFrom) {
        long last = hub.store.lastDseq();
        var state = hub.presence.state(user.id()).name().toLowerCase(Locale.ROOT);
        wire.send(
                hub.frames.write(
                        Frames.frame(
                                "welcome",
                                "dseq",
                                last,
                                "user",
                                hub.views.user(user),
                                "presence",
                                state)));
        if (resumeFrom.filter(seen -> cannotReplay(seen, last)).isPresent()) {
            wire.send(hub.frames.write(Frames.frame("resync", "dseq", last)));
            goLive(last);
        } else {
            goLive(resumeFrom.isPresent() ? replay(resumeFrom.get()) : last);
        }
    }

    /** Too far behind, or beyond the end: then it knew another database. */
    private static boolean cannotReplay(long seen, long last) {
        return last - seen > MOST_REPLAYED || seen > last;
    }

    /** Sends what was missed; answers the last number sent. */
    private long replay(long after) {
        long at = after;
        for (var page = hub.store.deskChanges(at, PAGE);
                !page.isEmpty();
                page = hub.store.deskChanges(at, PAGE)) {
            long last = page.get(page.size() - 1).dseq();
            var notes =
                    hub.store.deskNotes(at, last).stream()
                            .collect(Collectors.groupingBy(DeskNote::dseq));
            page.forEach(change -> replayed(change, notes.getOrDefault(change.dseq(), List.of())));
            wire.flush();
            at = last;
        }
        return at;
    }

    private void replayed(DeskChange change, List<DeskNote> notes) {
        var conversation = hub.store.conversation(change.conversationId());
        if (conversation.isPresent() && hub.views.visible(conversation.get(), user)) {
            int count = (int) Math.max(0, change.toSeq() - change.fromSeq() + 1);
            var messages =
                    count == 0
                            ? List.<io.dragoman.storage.Message>of()
                            : hub.store.messages(
                                    change.conversationId(), change.fromSeq() - 1, count);
            var written = notes.stream().map(DeskNote::note).toList();
            Feed.of(
                            hub.views,
                            hub.frames,
                            change.dseq(),
                            conversation.get(),
                            messages,
                            written,
                            true)
                    .frames()
                    .forEach(wire::add);
        }
    }

    private synchronized void goLive(long upTo) {
        sentUpTo = upTo;
        replaying = false;
        waiting.forEach(this::send);
        waiting = List.of();
        wire.flush();
    }

    /** Hears of a change; it is sent with the next {@link #flush} at the latest. */
    synchronized void tell(Feed feed) {
        if (replaying && waiting.size() >= MOST_REPLAYED) {
            fellBehind();
        } else if (replaying) {
            waiting.add(feed);
        } else {
            send(feed);
        }
    }

    private void send(Feed feed) {
        if (feed.dseq() > sentUpTo) {
            sentUpTo = feed.dseq();
            if (hub.views.visible(feed.conversation(), user)) {
                feed.frames().forEach(wire::add);
            }
        }
    }

    /** Sends what it was told. */
    void flush() {
        wire.flush();
    }

    /** It missed something that cannot be told one by one. */
    void fellBehind() {
        wire.close(TRY_AGAIN_LATER, "fell behind");
    }

    /** Hears of what is not numbered, if it is about a conversation it may see. */
    void signal(Conversation about, String frame) {
        var current = user;
        if (current != null && hub.views.visible(about, current)) {
            wire.send(frame);
        }
    }

    /** As {@link #signal}, sent with the next {@link #flush} at the latest. */
    void signalSoon(Conversation about, TextFrame frame) {
        var current = user;
        if (current != null && hub.views.visible(about, current)) {
            wire.add(frame);
        }
    }

    /** Hears of what all agents may know. */
    void signal(String frame) {
        wire.send(frame);
    }

    /**
     * A session may end while nothing is said on its connection; it must not go on hearing the
     * desk.
     */
    void closeIfEnded() {
        if (user != null && atTheDesk(token).isEmpty()) {
            wire.send(hub.frames.error("not-signed-in", "The session has ended; sign in again"));
            wire.close(1008, "not signed in");
        }
    }

    private void say(In frame) {
        var key = frame.text("clientMessageId");
        if (key.isBlank() || key.length() > 100) {
            throw new IllegalArgumentException(
                    "A message needs a clientMessageId of 1 to 100 characters");
        }
        var parts = hub.frames.parts(frame, frame.text("conversationId"));
        if (unsettled.incrementAndGet() > MOST_UNSETTLED) {
            unsettled.decrementAndGet();
            refuse(frame, "too-fast", "Wait for acknowledgements before sending more");
            return;
        }
        // What comes next is read meanwhile; the log keeps the order.
        hub.actions
                .sayLater(frame.text("conversationId"), user, key, parts)
                .whenComplete(
                        (result, failure) -> {
                            unsettled.decrementAndGet();
                            said(frame, parts, result, failure);
                        });
    }

    private void said(In frame, List<Part> parts, Result result, Throwable failure) {
        if (failure != null) {
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            var code = cause instanceof OverloadedException ? "overloaded" : "store-down";
            refuse(frame, code, "That could not be kept; try again in a few seconds");
            return;
        }
        if (result instanceof Result.Done done
                && done.message().filter(m -> !m.parts().equals(parts)).isPresent()) {
            refuse(
                    frame,
                    "client-message-id-reused",
                    "This clientMessageId stands in the log with another text");
            return;
        }
        acknowledge(frame, result);
    }

    private void acknowledge(In frame, Result result) {
        switch (result) {
            case Result.Done done -> {
                var ack = Frames.frame("ack", "conversationId", frame.text("conversationId"));
                if (!frame.text("clientMessageId").isEmpty()) {
                    ack.put("clientMessageId", frame.text("clientMessageId"));
                }
                done.message().ifPresent(message -> ack.put("seq", message.seq()));
                wire.send(hub.frames.write(ack));
            }
            case Result.Refused refused -> refuse(frame, refused.code(), refused.reason());
            case Result.Missing missing ->
                    refuse(frame, "no-such-conversation", "There is no such conversation");
        }
    }

    private void presence(In frame) {
        try {
            hub.presence.set(
                    user.id(),
                    Presence.State.valueOf(frame.text("state").toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A presence is online, away or offline, not '" + frame.text("state") + "'", e);
        }
        hub.tellPresence(user);
    }

    private void refuse(In frame, String code, String reason) {
        var tree = Frames.frame("error", "code", code, "message", reason);
        for (var name : List.of("conversationId", "clientMessageId")) {
            if (!frame.text(name).isEmpty()) {
                tree.put(name, frame.text(name));
            }
        }
        wire.send(hub.frames.write(tree));
    }

    @Override
    public void closed() {
        hub.leave(this);
        var current = user;
        if (current != null && !hub.connected(current)) {
            hub.presence.disconnected(current.id());
        }
    }
}
