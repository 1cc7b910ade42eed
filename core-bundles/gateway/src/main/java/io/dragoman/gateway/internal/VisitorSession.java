package io.dragoman.gateway.internal;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.gateway.internal.Frames.In;
import io.dragoman.handoff.DeskActions.Result;
import io.dragoman.security.VisitorTokens.Visitor;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Site;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A visitor's connection: the protocol of {@code /ws/visitor}. What it is told of the log is the
 * business of its {@link VisitorStream}.
 */
final class VisitorSession implements SocketProtocol, FrameReception.Protocol {

    private static final String PING = "{\"type\":\"ping\"}";
    private static final String PONG = "{\"type\":\"pong\"}";

    /** How many messages back a button still has its words. */
    private static final int BUTTONS_KEPT = 30;

    private static final long TYPING_AGAIN_AFTER = 1_000_000_000L;

    private final VisitorHub hub;
    private final Wire wire;
    private final FrameReception reception;
    private boolean typing;
    private long typedAt;
    private volatile VisitorStream stream;
    private volatile Visitor visitor;

    VisitorSession(VisitorHub hub, Wire wire) {
        this.hub = hub;
        this.wire = wire;
        this.reception = new FrameReception("A visitor", hub.frames, wire, this);
    }

    @Override
    public void received(String text) {
        if (text.equals(PING)) {
            // Thousands of idle pages send nothing else, and nobody need read it as JSON.
            wire.send(PONG);
            return;
        }
        reception.received(text);
    }

    @Override
    public void refuse(In frame, String code, String reason) {
        wire.send(hub.frames.error(code, reason, frame.text("clientMessageId")));
    }

    /** The server stops; the visitor comes back and resumes. */
    void goAway() {
        wire.close(Wire.RESTARTING, "restarting");
    }

    @Override
    public void handle(In frame) {
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
            hub.visitorTypes(stream.conversation(), on);
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
        long after = Math.max(0, stream.conversation().lastSeq() - BUTTONS_KEPT);
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
            wire.close(Wire.NOT_ALLOWED, "unknown site");
            return;
        }
        var id = known.map(Visitor::visitorId).orElseGet(hub.ids::next);
        var hello =
                hub.profiles.hello(
                        site, locale.isEmpty() ? "zh-CN" : locale, frame.fields().get("profile"));
        var opened = hub.inbox.open(site, new Address("web", "default", id), true, hello);
        stream = new VisitorStream(hub, wire, opened);
        visitor = new Visitor(site, opened.id(), id);
        hub.join(opened.id(), this);
        // Joined before reading, so that nothing falls between what is read and what is told.
        hub.store.conversation(opened.id()).ifPresent(stream::read);
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
        var conversation = stream.conversation();
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
        stream.replay(Math.clamp(resumeFrom, 0, conversation.lastSeq()));
        stream.tellState();
    }

    /** Hears of a change on the log's own thread: only queues frames. */
    void written(Written change) {
        stream.written(change);
    }

    /** The place in the queue may have changed without the conversation changing. */
    void tellPlace() {
        stream.tellPlace();
    }

    void signal(String frame) {
        wire.send(frame);
    }

    private void message(In frame, List<Part> parts) {
        var key = FrameReception.clientMessageId(frame);
        var begun = stream.begin(key);
        if (begun.isEmpty()) {
            wire.send(
                    hub.frames.error(
                            "too-fast", "Wait for acknowledgements before sending more", key));
            return;
        }
        hub.inbox
                .receive(visitor.conversationId(), key, parts, "")
                .whenComplete(
                        (receipt, failure) -> stream.settled(key, begun.get(), receipt, failure));
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
