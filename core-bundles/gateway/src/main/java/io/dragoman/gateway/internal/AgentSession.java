package io.dragoman.gateway.internal;

import io.dragoman.api.message.Part;
import io.dragoman.gateway.internal.Frames.In;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An agent's connection: the protocol of {@code /ws/agent}. What it is told of the desk is the
 * business of its {@link DeskStream}; a console that slept says which change it saw last and misses
 * nothing.
 */
final class AgentSession implements SocketProtocol, FrameReception.Protocol {

    private static final int MOST_UNSETTLED = 512;

    private final AgentHub hub;
    private final Wire wire;
    private final FrameReception reception;
    private final DeskStream stream;
    private final AtomicInteger unsettled = new AtomicInteger();
    private volatile User user;
    private volatile String token = "";

    AgentSession(AgentHub hub, Wire wire) {
        this.hub = hub;
        this.wire = wire;
        this.reception = new FrameReception("An agent", hub.frames, wire, this);
        this.stream = new DeskStream(hub, wire, () -> user);
    }

    /** What it is told; only after it has joined the hub. */
    DeskStream stream() {
        return stream;
    }

    boolean isOf(String userId) {
        var current = user;
        return current != null && current.id().equals(userId);
    }

    /** Whether it is somebody who looks after the installation. */
    boolean supervises() {
        var current = user;
        return current != null && current.leads();
    }

    @Override
    public void received(String text) {
        reception.received(text);
    }

    /** The server stops; the console comes back and resumes. */
    void goAway() {
        wire.close(Wire.RESTARTING, "restarting");
    }

    @Override
    public void handle(In frame) {
        if (frame.type().equals("hello")) {
            hello(frame);
            return;
        }
        // A session can end while the socket is open: every frame is checked.
        var current = user == null ? Optional.<User>empty() : hub.access.person(token);
        if (current.isEmpty()) {
            notSignedIn("The first frame is hello with a valid token");
            return;
        }
        user = current.get();
        var conversationId = frame.text("conversationId");
        if (hub.access.hides(conversationId, user)) {
            refuse(frame, "no-such-conversation", "There is no such conversation");
            return;
        }
        dealWith(frame, conversationId);
    }

    private void dealWith(In frame, String conversationId) {
        switch (frame.type()) {
            case "ping" -> {
                hub.presence.renew(user.id());
                wire.send("{\"type\":\"pong\"}");
            }
            case "message" -> say(frame, conversationId);
            case "take" -> acknowledge(frame, hub.actions.take(conversationId, user));
            case "typing" ->
                    hub.agentTypes(
                            conversationId,
                            new Author(Kind.AGENT, user.id(), user.name()),
                            frame.on());
            case "read" ->
                    frame.number("seq")
                            .ifPresent(seq -> hub.actions.readByAgent(conversationId, seq));
            case "presence" -> presence(frame);
            default ->
                    refuse(
                            frame,
                            "unknown-type",
                            "There is no frame of type '" + frame.type() + "'");
        }
    }

    private void notSignedIn(String reason) {
        wire.send(hub.frames.error("not-signed-in", reason));
        wire.close(Wire.NOT_ALLOWED, "not signed in");
    }

    private void hello(In frame) {
        if (user != null) {
            refuse(frame, "hello-twice", "This connection has said hello already");
            return;
        }
        var known = hub.access.person(frame.text("token"));
        if (known.isEmpty()) {
            notSignedIn(
                    "The token is not valid for the desk: sign in again, change a one-time password"
                            + " first");
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
        stream.begin(resumeFrom, last);
    }

    /**
     * A session may end while nothing is said on its connection; it must not go on hearing the
     * desk.
     */
    void closeIfEnded() {
        if (user != null && hub.access.person(token).isEmpty()) {
            notSignedIn("The session has ended; sign in again");
        }
    }

    private void say(In frame, String conversationId) {
        var key = FrameReception.clientMessageId(frame);
        var parts = hub.frames.parts(frame, conversationId);
        if (unsettled.incrementAndGet() > MOST_UNSETTLED) {
            unsettled.decrementAndGet();
            refuse(frame, "too-fast", "Wait for acknowledgements before sending more");
            return;
        }
        // What comes next is read meanwhile; the log keeps the order.
        hub.actions
                .sayLater(conversationId, user, key, parts)
                .whenComplete(
                        (result, failure) -> {
                            unsettled.decrementAndGet();
                            said(frame, parts, result, failure);
                        });
    }

    private void said(In frame, List<Part> parts, Result result, Throwable failure) {
        if (failure != null) {
            refuse(
                    frame,
                    FrameReception.codeOf(failure),
                    "That could not be kept; try again in a few seconds");
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
            case Result.Done done ->
                    wire.send(hub.frames.ack(frame, done.message().map(Message::seq)));
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

    @Override
    public void refuse(In frame, String code, String reason) {
        wire.send(hub.frames.error(frame, code, reason));
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
