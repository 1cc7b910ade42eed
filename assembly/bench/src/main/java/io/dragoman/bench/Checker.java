package io.dragoman.bench;

import io.dragoman.bench.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares what a visitor said and saw with the log the server tells afterwards. Not thread-safe;
 * one per conversation.
 */
public final class Checker {

    private final History history;
    private final List<Said> log;
    private final List<Fault> faults = new ArrayList<>();
    private final Map<Long, Said> bySeq = new TreeMap<>();

    private Checker(History history, List<Said> log) {
        this.history = history;
        this.log = log;
        log.forEach(said -> bySeq.putIfAbsent(said.seq(), said));
    }

    /**
     * Checks one conversation.
     *
     * @param log as replayed from the first message on
     * @param answeredBy who answers each message exactly once, {@code bot} or {@code agent}; empty
     *     when nobody has to
     */
    public static List<Fault> check(History history, List<Said> log, Optional<String> answeredBy) {
        var checker = new Checker(history, log);
        checker.numbers();
        checker.acknowledged();
        checker.kept();
        checker.live();
        answeredBy.ifPresent(checker::answers);
        return List.copyOf(checker.faults);
    }

    private void fault(Kind kind, String words, Object... values) {
        faults.add(new Fault(kind, history.conversation(), words.formatted(values)));
    }

    /** The log is numbered 1, 2, 3 … */
    private void numbers() {
        long expected = 1;
        for (var said : log) {
            if (said.seq() < expected) {
                fault(Kind.DOUBLED, "the log tells message %d again", said.seq());
            } else if (said.seq() > expected) {
                fault(Kind.GAP, "messages %d to %d are missing", expected, said.seq() - 1);
            }
            expected = Math.max(expected, said.seq() + 1);
        }
    }

    /**
     * Every acknowledged message stands where the acknowledgement said, in the order of sending.
     */
    private void acknowledged() {
        var owner = new HashMap<Long, String>();
        long last = 0;
        for (var sent : history.sent()) {
            if (!sent.acked()) {
                continue;
            }
            var other = owner.put(sent.ackedAs(), sent.id());
            if (other != null) {
                fault(
                        Kind.LOST,
                        "%s and %s were both acknowledged as %d",
                        other,
                        sent.id(),
                        sent.ackedAs());
            } else if (sent.ackedAs() < last) {
                fault(
                        Kind.DISORDERED,
                        "%s stands at %d, before what was sent earlier",
                        sent.id(),
                        sent.ackedAs());
            }
            last = Math.max(last, sent.ackedAs());
            var kept = bySeq.get(sent.ackedAs());
            if (kept == null || !kept.from().equals("visitor")) {
                fault(
                        Kind.LOST,
                        "%s was acknowledged as %d and is not there",
                        sent.id(),
                        sent.ackedAs());
            } else if (!kept.text().equals(sent.text())) {
                fault(
                        Kind.DIFFERENT,
                        "%d is '%s' and was sent as '%s'",
                        kept.seq(),
                        kept.text(),
                        sent.text());
            }
        }
        history.ackedTwice()
                .forEach(id -> fault(Kind.DOUBLED, "a second acknowledgement of %s", id));
    }

    /**
     * The log has no more of the visitor's messages than were sent; what was refused is not there.
     */
    private void kept() {
        long open =
                history.sent().stream().filter(sent -> !sent.acked() && !sent.refused()).count();
        long acked = history.sent().stream().filter(History.Sent::acked).count();
        long kept = bySeq.values().stream().filter(said -> said.from().equals("visitor")).count();
        if (kept > acked + open) {
            fault(
                    Kind.DOUBLED,
                    "the log has %d messages of the visitor, who sent %d",
                    kept,
                    acked + open);
        }
    }

    /** What was seen live is what the log has, in order and each once. */
    private void live() {
        long last = 0;
        for (var seen : history.seen()) {
            if (seen.seq() == last) {
                fault(Kind.DOUBLED, "message %d was sent twice", seen.seq());
            } else if (seen.seq() < last) {
                fault(Kind.DISORDERED, "message %d came after %d", seen.seq(), last);
            }
            last = Math.max(last, seen.seq());
            var kept = bySeq.get(seen.seq());
            if (kept == null) {
                fault(Kind.LOST, "message %d was shown and is not in the log", seen.seq());
            } else if (!kept.parts().equals(seen.parts())) {
                fault(Kind.DIFFERENT, "message %d is not what was shown", seen.seq());
            }
        }
        missed();
    }

    private void missed() {
        var shown = new HashMap<Long, Said>();
        history.seen().forEach(said -> shown.put(said.seq(), said));
        for (var said : bySeq.values()) {
            if (!said.from().equals("visitor") && !shown.containsKey(said.seq())) {
                fault(Kind.LOST, "message %d of the %s was never shown", said.seq(), said.from());
            }
        }
    }

    /** Each message of the visitor has exactly one answer, and answers come in order. */
    private void answers(String answerer) {
        var answers = new HashMap<Long, Integer>();
        long last = 0;
        for (var said : bySeq.values()) {
            if (!said.from().equals(answerer)) {
                continue;
            }
            long question = answerTo(said);
            answers.merge(question, 1, Integer::sum);
            if (question < last) {
                fault(
                        Kind.DISORDERED,
                        "%d answers %d after %d was answered",
                        said.seq(),
                        question,
                        last);
            }
            last = Math.max(last, question);
        }
        for (var said : bySeq.values()) {
            if (said.from().equals("visitor")) {
                counted(said.seq(), answers.getOrDefault(said.seq(), 0));
            }
        }
    }

    private void counted(long question, int answers) {
        if (answers == 0 && question <= history.handedOverAfter()) {
            fault(Kind.UNANSWERED, "message %d was never answered", question);
        } else if (answers > 1) {
            fault(Kind.DOUBLED, "message %d was answered %d times", question, answers);
        }
    }

    /** The number of the message that this one answers; the tool's own agents write it down. */
    static long answerTo(Said said) {
        if (said.inReplyTo().isPresent()) {
            return said.inReplyTo().get();
        }
        var text = said.text();
        return text.matches("re \\d{1,18}") ? Long.parseLong(text.substring(3)) : 0;
    }
}
