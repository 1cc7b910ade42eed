package io.dragoman.bench;

import io.dragoman.api.json.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A customer with one connection to {@code /ws/visitor}, who writes down all that is said and
 * measures how long acknowledgements and answers take. Thread-safe.
 */
final class Visitor {

    /** What the run wants to know of its visitors. */
    interface Ear {

        /** A message is durable. */
        void acked(long dueAt, long now);

        /** A message was answered. */
        void answered(Visitor by, String text, Said answer, long dueAt, long now);

        /** A {@code ping} came back. */
        void pong(long dueAt, long now);

        /** The connection ended without our asking. */
        void lost(Visitor visitor, String why);
    }

    private static final Pattern ACK =
            Pattern.compile(
                    "\\{\"type\":\"ack\",\"clientMessageId\":\"([\\w-]+)\",\"seq\":(\\d{1,18})}");

    private static final int MOST_ATTEMPTS = 10;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private record Open(String text, long dueAt) {}

    private final Wires wires;
    private final URI socket;
    private final Json json;
    private final Ear ear;
    private final String name;
    private final History history = new History();
    private final Map<String, Open> unacked = new HashMap<>();
    private final Map<Long, Open> unanswered = new HashMap<>();
    private final CompletableFuture<Visitor> welcomed = new CompletableFuture<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Wire wire;
    private volatile String token = "";
    private volatile long pinged;
    private int count;
    private volatile boolean awaitsPeople;

    Visitor(Wires wires, URI url, Json json, Ear ear, String name) {
        this.wires = wires;
        this.socket = socket(url);
        this.json = json;
        this.ear = ear;
        this.name = name;
    }

    private static URI socket(URI url) {
        return URI.create(url.toString().replaceFirst("http", "ws") + "/ws/visitor");
    }

    /** From now on it is people who answer, and not answering is a fault. */
    void awaitPeople() {
        awaitsPeople = true;
    }

    History history() {
        return history;
    }

    /** Connects and says hello; done when welcomed. */
    CompletableFuture<Visitor> connect() {
        attempt();
        return welcomed.orTimeout(60, TimeUnit.SECONDS);
    }

    /** How often it had to knock before it was let in. */
    int attempts() {
        return attempts.get();
    }

    private void attempt() {
        attempts.incrementAndGet();
        wires.connect(socket, this::received, this::ended)
                .whenComplete(
                        (connected, failure) -> {
                            if (failure != null) {
                                ended(failure.toString());
                            } else {
                                wire = connected;
                                connected.send(hello(Optional.empty()));
                            }
                        });
    }

    /** Whom a busy server asks to come back later comes back later, as the widget does. */
    private void ended(String why) {
        if (welcomed.isDone()) {
            ear.lost(this, why);
        } else if (attempts.get() >= MOST_ATTEMPTS) {
            welcomed.completeExceptionally(new IllegalStateException(why));
        } else {
            LATER.execute(this::attempt);
        }
    }

    private String hello(Optional<String> known) {
        var frame = new LinkedHashMap<String, Object>();
        frame.put("type", "hello");
        frame.put("visitorToken", known.orElse(null));
        frame.put("resumeFrom", 0L);
        frame.put("locale", "zh-CN");
        frame.put("site", "demo");
        return json.write(frame);
    }

    /** Says something that was due at a time of {@link System#nanoTime}. */
    void say(String text, long dueAt) {
        String id;
        synchronized (this) {
            id = name + "-" + ++count;
            history.sent(id, text);
            unacked.put(id, new Open(text, dueAt));
        }
        wire.send(
                "{\"type\":\"message\",\"clientMessageId\":\""
                        + id
                        + "\",\"parts\":[{\"type\":\"text\",\"text\":"
                        + json.write(text)
                        + "}]}");
    }

    void ping() {
        pinged = System.nanoTime();
        wire.send("{\"type\":\"ping\"}");
    }

    private void received(String text) {
        long now = System.nanoTime();
        var ack = ACK.matcher(text);
        if (ack.matches()) {
            // By far the most frequent frame, and the one whose time is measured.
            acked(ack.group(1), Long.parseLong(ack.group(2)), now);
            return;
        }
        if (!(json.read(text) instanceof Map<?, ?> frame)) {
            return;
        }
        switch (String.valueOf(frame.get("type"))) {
            case "welcome" -> {
                token = String.valueOf(frame.get("visitorToken"));
                history.opened(String.valueOf(frame.get("conversationId")));
                welcomed.complete(this);
            }
            case "ack" ->
                    acked(
                            String.valueOf(frame.get("clientMessageId")),
                            frame.get("seq") instanceof Long seq ? seq : 0,
                            now);
            case "message" -> message(Said.of(frame), now);
            case "error" -> refused(frame);
            case "state" -> {
                if (!"bot".equals(frame.get("state"))) {
                    handedOver();
                }
            }
            case "pong" -> ear.pong(pinged, now);
            default -> {
                // States, typing and read marks are not measured.
            }
        }
    }

    private void acked(String id, long seq, long now) {
        Open open;
        synchronized (this) {
            history.acked(id, seq);
            open = unacked.remove(id);
            if (open != null && awaitsAnswer()) {
                unanswered.put(seq, open);
            }
        }
        if (open != null) {
            ear.acked(open.dueAt(), now);
        }
    }

    private synchronized void handedOver() {
        if (!awaitsPeople) {
            history.handedOver();
            unanswered.clear();
        }
    }

    private boolean awaitsAnswer() {
        return awaitsPeople || !history.isHandedOver();
    }

    private void message(Said said, long now) {
        history.saw(said);
        Open open;
        synchronized (this) {
            open = unanswered.remove(Checker.answerTo(said));
        }
        if (open != null) {
            ear.answered(this, open.text(), said, open.dueAt(), now);
        }
    }

    private void refused(Map<?, ?> frame) {
        var id = String.valueOf(frame.get("clientMessageId"));
        history.refused(id, String.valueOf(frame.get("code")));
        synchronized (this) {
            unacked.remove(id);
        }
    }

    /** How many messages have neither an acknowledgement nor an error. */
    synchronized int unacked() {
        return unacked.size();
    }

    /** How many acknowledged messages have no answer. */
    synchronized int unanswered() {
        return unanswered.size();
    }

    void close() {
        var open = wire;
        if (open != null) {
            open.close();
        }
    }

    /** Asks for the whole conversation on a new connection. */
    CompletableFuture<List<Said>> replay() {
        var log = new ArrayList<Said>();
        var done = new CompletableFuture<List<Said>>();
        var last = new long[] {Long.MAX_VALUE};
        Consumer<String> reader =
                text -> {
                    if (json.read(text) instanceof Map<?, ?> frame) {
                        if ("welcome".equals(frame.get("type"))) {
                            last[0] = frame.get("lastSeq") instanceof Long seq ? seq : 0;
                        } else if ("message".equals(frame.get("type"))) {
                            log.add(Said.of(frame));
                        }
                        if (last[0] == 0 || !log.isEmpty() && log.getLast().seq() >= last[0]) {
                            done.complete(List.copyOf(log));
                        }
                    }
                };
        return wires.connect(
                        socket,
                        reader,
                        why -> done.completeExceptionally(new IllegalStateException(why)))
                .thenCompose(
                        second -> {
                            second.send(hello(Optional.of(token)));
                            return done.orTimeout(60, TimeUnit.SECONDS)
                                    .whenComplete((read, failure) -> second.close());
                        });
    }
}
