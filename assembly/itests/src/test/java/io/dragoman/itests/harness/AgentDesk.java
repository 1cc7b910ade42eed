package io.dragoman.itests.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An agent at the desk, by socket and REST. While it is open, the agent is present. */
public final class AgentDesk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Api api;
    private final Socket socket;

    private AgentDesk(RunningDragoman dragoman, Api api, Optional<Long> resumeFrom) {
        this.api = api;
        this.socket = new Socket(java.net.URI.create(dragoman.uri("ws") + "/ws/agent"));
        var hello = new HashMap<String, Object>(Map.of("type", "hello", "token", api.token()));
        resumeFrom.ifPresent(dseq -> hello.put("resumeFrom", dseq));
        socket.send(hello);
        sees("welcome", frame -> true);
    }

    /** Signs in and goes online. */
    public static AgentDesk open(RunningDragoman dragoman, String username) {
        var desk = new AgentDesk(dragoman, dragoman.api(username), Optional.empty());
        desk.socket.send(Map.of("type", "presence", "state", "online"));
        return desk;
    }

    /** Comes back and asks for every change after a number. */
    public static AgentDesk resume(RunningDragoman dragoman, Api api, long dseq) {
        return new AgentDesk(dragoman, api, Optional.of(dseq));
    }

    /** Whether the socket opens for a token. */
    public static boolean isLetIn(RunningDragoman dragoman, String token) {
        var socket = new Socket(java.net.URI.create(dragoman.uri("ws") + "/ws/agent"));
        socket.send(Map.of("type", "hello", "token", token));
        Awaiting.awaited(
                PATIENCE,
                "an answer",
                () ->
                        socket.isClosed() || !socket.frames().isEmpty()
                                ? Optional.of(true)
                                : Optional.empty());
        boolean welcome = socket.frames().stream().anyMatch(frame -> Visitor.is(frame, "welcome"));
        socket.abort();
        return welcome;
    }

    /** The agent's REST client. */
    public Api api() {
        return api;
    }

    /** Waits for a frame. */
    public JsonNode sees(String type, Predicate<JsonNode> wanted) {
        return socket.await(PATIENCE, type, frame -> Visitor.is(frame, type) && wanted.test(frame));
    }

    /** Waits until a conversation is in a state. */
    public JsonNode seesConversation(String id, String state) {
        return sees(
                        "conversation",
                        frame ->
                                frame.at("/conversation/id").asText().equals(id)
                                        && frame.at("/conversation/state").asText().equals(state))
                .path("conversation");
    }

    /** All frames so far. */
    public List<JsonNode> frames() {
        return socket.frames();
    }

    /** Takes a waiting conversation. */
    public void take(String conversation) {
        api.post("/api/v1/conversations/" + conversation + "/take").ok();
    }

    /** Says something; answers its number. */
    public int say(String conversation, String id, String text) {
        return api.post(
                        "/api/v1/conversations/" + conversation + "/messages",
                        Map.of(
                                "clientMessageId",
                                id,
                                "parts",
                                List.of(Map.of("type", "text", "text", text))))
                .ok()
                .path("seq")
                .asInt();
    }

    /** Ends a conversation. */
    public void closeConversation(String conversation) {
        api.post("/api/v1/conversations/" + conversation + "/close", Map.of()).ok();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
