package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An agent on {@code /ws/agent} who answers each message at once with "re" and its number. */
final class Agent {

    private final Json json;
    private final Predicate<String> mine;
    private final Consumer<String> trouble;
    private final CompletableFuture<Agent> welcomed = new CompletableFuture<>();
    private final AtomicLong answered = new AtomicLong();
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
        if (text.startsWith("{\"type\":\"conversation\"") || text.startsWith("{\"type\":\"ack\"")) {
            // Nearly all that comes, and nothing that needs an answer: not even read.
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
                // Lists, acknowledgements and presence need no answer.
            }
        }
    }

    private void answer(String conversation, Said said) {
        if (!said.from().equals("visitor")) {
            return;
        }
        answered.incrementAndGet();
        wire.send(
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

    void ping() {
        wire.send("{\"type\":\"ping\"}");
    }

    void close() {
        wire.close();
    }
}
