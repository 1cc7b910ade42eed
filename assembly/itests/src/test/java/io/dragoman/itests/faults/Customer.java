package io.dragoman.itests.faults;

import io.dragoman.bench.Checker;
import io.dragoman.bench.Fault;
import io.dragoman.bench.History;
import io.dragoman.bench.Said;
import io.dragoman.json.JacksonJson;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A customer who does not give up, as the web chat does not: whatever happens to the connection,
 * they come back, ask for what they missed and repeat what was not acknowledged. They keep every
 * message as it came, and compare in the end. Used by one thread.
 */
final class Customer {

    private static final JacksonJson JSON = new JacksonJson();
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<URI> address;
    private final int window;
    private final History history = new History();
    private final Map<String, String> unacked = new LinkedHashMap<>();
    private final TreeMap<Long, String> seen = new TreeMap<>();
    private final TreeMap<Long, String> own = new TreeMap<>();
    private final Set<String> words = new TreeSet<>();
    private final List<String> complaints = new ArrayList<>();
    private Optional<Line> line = Optional.empty();
    private String token = "";
    private long lastHeard;
    private long lastOnLine;
    private int count;
    private int answered;
    private int connections;
    private int refusals;

    /**
     * @param address asked for at each connection
     * @param window how many messages may be unacknowledged
     */
    Customer(String name, Supplier<URI> address, int window) {
        this.name = name;
        this.address = address;
        this.window = window;
    }

    /** What the customer has done so far. */
    record Tally(int said, int acknowledged, int answered, int connections, int refusals) {
        Tally and(Tally other) {
            return new Tally(
                    said + other.said,
                    acknowledged + other.acknowledged,
                    answered + other.answered,
                    connections + other.connections,
                    refusals + other.refusals);
        }
    }

    synchronized Tally tally() {
        return new Tally(count, own.size(), answered, connections, refusals);
    }

    /** Says something when there is room for it, and hears what there is to hear. */
    void step(String text) {
        if (!isConnected()) {
            return;
        }
        if (unacked.size() < window) {
            synchronized (this) {
                count++;
            }
            var id = name + "-" + count;
            unacked.put(id, text);
            history.sent(id, text);
            send(id, text);
        }
        hear(Duration.ofMillis(20));
    }

    /** Hears a little; whether everything said is acknowledged, and answered if the bot is to. */
    boolean isDone() {
        if (isConnected()) {
            hear(Duration.ofMillis(50));
        }
        return unacked.isEmpty() && (history.isHandedOver() || answered >= own.size());
    }

    /** What the bot has said, each once. */
    synchronized Set<String> words() {
        return Set.copyOf(words);
    }

    String state() {
        return "%s: %d unacknowledged, %d acknowledged, %d answered, %d connections, %s"
                .formatted(name, unacked.size(), own.size(), answered, connections, complaints);
    }

    private boolean isConnected() {
        if (line.isPresent() && line.get().isOpen() && !isSilent()) {
            return true;
        }
        line.ifPresent(Line::cut);
        line = Line.open(address.get());
        if (line.isEmpty()) {
            pause();
            return false;
        }
        synchronized (this) {
            connections++;
        }
        lastHeard = System.nanoTime();
        lastOnLine = complete();
        greet();
        unacked.forEach(this::send);
        return true;
    }

    private boolean isSilent() {
        return !unacked.isEmpty() && System.nanoTime() - lastHeard > SILENCE.toNanos();
    }

    /** Up to where nothing is missing. */
    private long complete() {
        long last = 0;
        while (seen.containsKey(last + 1) || own.containsKey(last + 1)) {
            last++;
        }
        return last;
    }

    private void greet() {
        var hello = new LinkedHashMap<String, Object>();
        hello.put("type", "hello");
        hello.put("site", "demo");
        hello.put("locale", "en");
        hello.put("resumeFrom", lastOnLine);
        if (!token.isEmpty()) {
            hello.put("visitorToken", token);
        }
        line.orElseThrow().send(JSON.write(hello));
    }

    private void send(String id, String text) {
        var part = Map.of("type", "text", "text", text);
        var frame = Map.of("type", "message", "clientMessageId", id, "parts", List.of(part));
        line.orElseThrow().send(JSON.write(frame));
    }

    private void hear(Duration patience) {
        var frame = line.orElseThrow().next(patience);
        while (frame.isPresent()) {
            lastHeard = System.nanoTime();
            take(frame.get());
            frame = line.orElseThrow().next(Duration.ZERO);
        }
    }

    private void take(String text) {
        if (!(JSON.read(text) instanceof Map<?, ?> frame)) {
            complaints.add("no frame: " + text);
            return;
        }
        switch (String.valueOf(frame.get("type"))) {
            case "welcome" -> welcomed(frame);
            case "ack" -> acked(String.valueOf(frame.get("clientMessageId")), frame);
            case "message" -> message(text, frame);
            case "error" -> refused();
            case "state" -> inState(frame);
            default -> {
                // States, typing and read marks are not compared.
            }
        }
    }

    private void welcomed(Map<?, ?> frame) {
        var given = String.valueOf(frame.get("visitorToken"));
        var conversation = String.valueOf(frame.get("conversationId"));
        if (!token.isEmpty() && !conversation.equals(history.conversation())) {
            complaints.add("another conversation after a reconnect: " + conversation);
        }
        token = given;
        history.opened(conversation);
        inState(frame);
    }

    /**
     * A busy machine may be so slow that the bot gives up: what is not answered then, people do.
     */
    private void inState(Map<?, ?> frame) {
        if (!"bot".equals(frame.get("state"))) {
            history.handedOver();
        }
    }

    private synchronized void acked(String id, Map<?, ?> frame) {
        long seq = frame.get("seq") instanceof Long number ? number : 0;
        var text = unacked.remove(id);
        if (text != null) {
            history.acked(id, seq);
            own.put(seq, text);
        } else if (history.sent().stream()
                .noneMatch(s -> s.id().equals(id) && s.ackedAs() == seq)) {
            complaints.add("a second acknowledgement of " + id + " as " + seq);
        }
    }

    private synchronized void message(String text, Map<?, ?> frame) {
        var said = Said.of(frame);
        if (said.seq() <= lastOnLine) {
            complaints.add("message " + said.seq() + " came again or out of order on one line");
        }
        lastOnLine = Math.max(lastOnLine, said.seq());
        var before = seen.putIfAbsent(said.seq(), text);
        if (before == null) {
            history.saw(said);
            if (said.from().equals("bot") && said.inReplyTo().isPresent()) {
                answered++;
                words.add(said.text());
            }
        } else if (!before.equals(text)) {
            complaints.add("message " + said.seq() + " was '" + before + "' and is '" + text + "'");
        }
    }

    /** What is refused is repeated, on a new connection so that the order stays. */
    private synchronized void refused() {
        refusals++;
        line.ifPresent(Line::cut);
        pause();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts the connection without a word. */
    void cut() {
        line.ifPresent(Line::cut);
    }

    /**
     * Asks for the whole conversation on a new connection and compares it with what was said, what
     * was acknowledged and every byte of what was heard.
     */
    List<String> faults() {
        cut();
        var log = replay();
        var faults = new ArrayList<>(complaints);
        var told = log.values().stream().map(text -> Said.of((Map<?, ?>) JSON.read(text))).toList();
        Checker.check(history, told, Optional.of("bot")).stream()
                .map(Fault::toString)
                .forEach(faults::add);
        seen.forEach(
                (seq, text) -> {
                    if (!text.equals(log.get(seq))) {
                        faults.add("heard: " + text + ", in the log: " + log.get(seq));
                    }
                });
        return faults;
    }

    private TreeMap<Long, String> replay() {
        var again = Line.open(address.get()).orElseThrow();
        var log = new TreeMap<Long, String>();
        again.send(
                JSON.write(
                        Map.of(
                                "type", "hello",
                                "site", "demo",
                                "locale", "en",
                                "resumeFrom", 0L,
                                "visitorToken", token)));
        long last = Long.MAX_VALUE;
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (log.size() < last && System.nanoTime() < end) {
            var frame = again.next(Duration.ofSeconds(1));
            if (frame.isPresent() && JSON.read(frame.get()) instanceof Map<?, ?> tree) {
                if ("welcome".equals(tree.get("type"))) {
                    last = (Long) tree.get("lastSeq");
                } else if ("message".equals(tree.get("type"))) {
                    log.put(Said.of(tree).seq(), frame.get());
                }
            }
        }
        again.cut();
        return log;
    }
}
