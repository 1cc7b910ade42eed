package io.dragoman.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one visitor said and saw on their connection. Thread-safe. */
public final class History {

    /** A message of the visitor, in the order of sending. */
    public record Sent(String id, String text, long ackedAs, boolean refused) {

        boolean acked() {
            return ackedAs > 0;
        }
    }

    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final List<Said> seen = new ArrayList<>();
    private final Set<String> ackedTwice = new TreeSet<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private String conversation = "";
    private long handedOverAfter = Long.MAX_VALUE;

    public synchronized void opened(String id) {
        conversation = id;
    }

    public synchronized String conversation() {
        return conversation;
    }

    /** The conversation went to people: what the bot has not answered yet, they do. */
    public synchronized void handedOver() {
        long last = seen.stream().mapToLong(Checker::answerTo).max().orElse(0);
        handedOverAfter = Math.min(handedOverAfter, last);
    }

    /** The last question that was the bot's to answer. */
    synchronized long handedOverAfter() {
        return handedOverAfter;
    }

    public synchronized boolean isHandedOver() {
        return handedOverAfter != Long.MAX_VALUE;
    }

    public synchronized void sent(String id, String text) {
        sent.put(id, new Sent(id, text, 0, false));
    }

    public synchronized void acked(String id, long seq) {
        var message = sent.get(id);
        if (message == null || message.acked()) {
            ackedTwice.add(id + " as " + seq);
        } else {
            sent.put(id, new Sent(id, message.text(), seq, false));
        }
    }

    public synchronized void refused(String id, String code) {
        refusals.merge(code, 1, Integer::sum);
        var message = sent.get(id);
        if (message != null && !message.acked()) {
            sent.put(id, new Sent(id, message.text(), 0, true));
        }
    }

    public synchronized void saw(Said message) {
        seen.add(message);
    }

    public synchronized List<Sent> sent() {
        return List.copyOf(sent.values());
    }

    public synchronized List<Said> seen() {
        return List.copyOf(seen);
    }

    synchronized Set<String> ackedTwice() {
        return Set.copyOf(ackedTwice);
    }

    /** How often something was refused, by code. */
    synchronized Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }
}
