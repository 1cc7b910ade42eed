package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An agent on {@code /ws/agent} who answers each message at once with "re" and its number; as a
 * console does, it waits while too much of what it said is not acknowledged.
 */
final class Agent {

    /** The server takes 512. */
    private static final int UNACKNOWLEDGED_AT_MOST = 500;

    private final Json json;
    private final Predicate<String> mine;
    private final Consumer<String> trouble;
    private final CompletableFuture<Agent> welcomed = new CompletableFuture<>();
    private final Deque<String> unsent = new ArrayDeque<>();
    private int unacknowledged;
    private volatile Wire wire;

    private Agent(Json json, Predicate<String> mine, Consumer<String> trouble) {
        this.json = json;
        this.mine = mine;
        this.trouble = trouble;
    }

    /**
     * Connects and says hello.
     *
     * @param mine tells which conversations this agent answers
     * @param trouble hears of refusals and of the end of the connection
     */
    static CompletableFuture<Agent> connect(
            Wires wires,
            URI url,
            Json json,
            String token,
            Predicate<String> mine,
            Consumer<String> trouble) {
        var agent = new Agent(json, mine, trouble);
        var uri = URI.create(url.toString().replaceFirst("http", "ws") + "/ws/agent");
        return wires.connect(
                        uri,
                        agent::received,
                        why -> trouble.accept("The agent's connection " + why))
                .thenCompose(
                        wire -> {
                            agent.wire = wire;
                            wire.send(json.write(Map.of("type", "hello", "token", token)));
                            return agent.welcomed.orTimeout(60, TimeUnit.SECONDS);
                        });
    }

    private void received(String text) {
        // Nearly all that comes needs no answer and is not even read.
        if (text.startsWith("{\"type\":\"ack\"")) {
            acknowledged();
            return;
        }
        if (text.startsWith("{\"type\":\"conversation\"")) {
            return;
        }
        if (!(json.read(text) instanceof Map<?, ?> frame)) {
            return;
        }
        switch (String.valueOf(frame.get("type"))) {
            case "welcome" -> welcomed.complete(this);
            case "message" -> {
                var conversation = String.valueOf(frame.get("conversationId"));
                if (frame.get("message") instanceof Map<?, ?> message && mine.test(conversation)) {
                    answer(conversation, Said.of(message));
                }
            }
            case "error" -> trouble.accept("The agent was refused: " + text);
            default -> {
                // Lists and presence need no answer.
            }
        }
    }

    private void answer(String conversation, Said said) {
        if (!said.from().equals("visitor")) {
            return;
        }
        say(
                json.write(
                        Map.of(
                                "type",
                                "message",
                                "conversationId",
                                conversation,
                                "clientMessageId",
                                conversation + "-" + said.seq(),
                                "parts",
                                List.of(Map.of("type", "text", "text", "re " + said.seq())))));
    }

    private synchronized void say(String frame) {
        if (unacknowledged < UNACKNOWLEDGED_AT_MOST) {
            unacknowledged++;
            wire.send(frame);
        } else {
            unsent.add(frame);
        }
    }

    private synchronized void acknowledged() {
        var next = unsent.poll();
        if (next != null) {
            wire.send(next);
        } else {
            unacknowledged--;
        }
    }

    void ping() {
        wire.send("{\"type\":\"ping\"}");
    }

    void close() {
        wire.close();
    }
}
