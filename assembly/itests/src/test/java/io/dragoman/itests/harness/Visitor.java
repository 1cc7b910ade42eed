package io.dragoman.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A customer in the web chat, by the contract's WebSocket. Not for several threads at once. */
public final class Visitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RunningDragoman dragoman;
    private final String locale;
    private final Map<String, Object> hello = new HashMap<>();
    private final int number = COUNT.incrementAndGet();
    private final AtomicInteger ids = new AtomicInteger();
    private Socket socket;
    private JsonNode welcome;

    private Visitor(RunningDragoman dragoman, String locale, Map<String, ?> introduction) {
        this.dragoman = dragoman;
        this.locale = locale;
        hello.putAll(introduction);
        hello.put("type", "hello");
        hello.put("locale", locale);
        connect(0);
    }

    /**
     * Comes to the first site: the demo shop, or in production the one that is there from the
     * start.
     */
    public static Visitor in(RunningDragoman dragoman, String locale) {
        return new Visitor(dragoman, locale, Map.of());
    }

    /** Comes to the demo shop as one of its customers. */
    public static Visitor customer(RunningDragoman dragoman, String locale, String customerId) {
        return new Visitor(
                dragoman,
                locale,
                Map.of("site", "demo", "profile", Map.of("customerId", customerId)));
    }

    /** Comes to another site. */
    public static Visitor of(RunningDragoman dragoman, String locale, String site) {
        return new Visitor(dragoman, locale, Map.of("site", site));
    }

    /** Comes with a token of somebody's. */
    public static Visitor bearing(RunningDragoman dragoman, String token) {
        return new Visitor(dragoman, "en", Map.of("visitorToken", token));
    }

    /** Whether a site exists for visitors. */
    public static boolean isLetIn(RunningDragoman dragoman, String site) {
        var socket = new Socket(URI.create(dragoman.uri("ws") + "/ws/visitor"));
        socket.send(Map.of("type", "hello", "locale", "en", "site", site));
        var answer =
                socket.await(
                        PATIENCE, "an answer", frame -> is(frame, "welcome") || is(frame, "error"));
        socket.abort();
        return is(answer, "welcome");
    }

    /** What was said, by whom. */
    public record Reply(int seq, String kind, String name, String text, JsonNode parts) {

        static Reply of(JsonNode message) {
            var from = message.path("from");
            return new Reply(
                    message.path("seq").asInt(),
                    from.path("kind").asText(),
                    from.path("name").asText(),
                    words(message.path("parts")),
                    message.path("parts"));
        }
    }

    /** All words of a message, those on cards and buttons too. */
    static String words(JsonNode tree) {
        var words = new ArrayList<String>();
        for (var key : List.of("text", "title", "prompt", "label", "value")) {
            tree.findValues(key).stream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText)
                    .forEach(words::add);
        }
        return String.join("\n", words);
    }

    private void connect(int resumeFrom) {
        socket = new Socket(URI.create(dragoman.uri("ws") + "/ws/visitor"));
        var first = new HashMap<>(hello);
        first.put("resumeFrom", resumeFrom);
        if (welcome != null) {
            first.put("visitorToken", token());
        }
        socket.send(first);
        welcome = socket.await(PATIENCE, "the welcome", frame -> is(frame, "welcome"));
    }

    /** Cuts the connection without a word, as a tunnel does. */
    public void drop() {
        socket.abort();
    }

    /** Comes back and asks for everything after a number. */
    public void reconnect(int resumeFrom) {
        socket.abort();
        connect(resumeFrom);
    }

    public static boolean is(JsonNode frame, String type) {
        return frame.path("type").asText().equals(type);
    }

    /** The conversation's id. */
    public String conversation() {
        return welcome.path("conversationId").asText();
    }

    /** What opens this conversation. */
    public String token() {
        return welcome.path("visitorToken").asText();
    }

    /** The state told in the welcome. */
    public String stateAtWelcome() {
        return welcome.path("state").asText();
    }

    /** The newest number told in the welcome. */
    public int lastSeqAtWelcome() {
        return welcome.path("lastSeq").asInt();
    }

    /** The language. */
    public String locale() {
        return locale;
    }

    /** A fresh id for a message. */
    public String nextId() {
        return "v" + number + "-" + ids.incrementAndGet();
    }

    /** Says something without waiting; answers the message's id. */
    public String say(String text) {
        var id = nextId();
        say(id, text);
        return id;
    }

    /** Says something with an id of one's own. */
    public void say(String id, String text) {
        socket.send(
                Map.of(
                        "type",
                        "message",
                        "clientMessageId",
                        id,
                        "parts",
                        List.of(Map.of("type", "text", "text", text))));
    }

    /** Sends any frame. */
    public void send(Map<String, ?> frame) {
        socket.send(frame);
    }

    /** Presses a button. */
    public Reply press(String payload) {
        var id = nextId();
        socket.send(Map.of("type", "action", "clientMessageId", id, "payload", payload));
        return replyTo(acknowledged(id));
    }

    /** The number under which a message stands in the log. */
    public int acknowledged(String id) {
        return socket.await(
                        PATIENCE,
                        "the acknowledgement of " + id,
                        frame ->
                                is(frame, "ack")
                                        && frame.path("clientMessageId").asText().equals(id))
                .path("seq")
                .asInt();
    }

    /** Says something and waits for the answer to it. */
    public Reply ask(String text) {
        return replyTo(acknowledged(say(text)));
    }

    /** The answer to one's message. */
    public Reply replyTo(int seq) {
        return Reply.of(
                socket.await(
                        PATIENCE,
                        "the answer to " + seq,
                        frame -> is(frame, "message") && frame.path("inReplyTo").asInt() == seq));
    }

    /** Waits for a message of somebody. */
    public Reply hears(String kind, Predicate<Reply> wanted) {
        return Reply.of(
                socket.await(
                        PATIENCE,
                        "a message of " + kind,
                        frame ->
                                is(frame, "message")
                                        && Reply.of(frame).kind().equals(kind)
                                        && wanted.test(Reply.of(frame))));
    }

    /** Waits for a frame. */
    public JsonNode sees(String type, Predicate<JsonNode> wanted) {
        return socket.await(PATIENCE, type, frame -> is(frame, type) && wanted.test(frame));
    }

    /** All messages since the last connection, in the order they came. */
    public List<Reply> messages() {
        return socket.frames().stream()
                .filter(frame -> is(frame, "message"))
                .map(Reply::of)
                .toList();
    }

    /** All frames of a kind since the last connection. */
    public List<JsonNode> frames(String type) {
        return socket.frames().stream().filter(frame -> is(frame, type)).toList();
    }

    /** Whether the server, or somebody, has closed the socket. */
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
