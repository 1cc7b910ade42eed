package io.dragoman.pipeline.internal;

import io.dragoman.dialogue.IntentRanking;
import io.dragoman.knowledge.Verdict;
import io.dragoman.pipeline.Turn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What was found out about the messages whose turns are under way, so that one stage does not look
 * again for what another has found. Bounded: of a turn that was forgotten everything is looked for
 * again. Thread-safe.
 */
final class Heard {

    private static final int REMEMBERED = 1_000;

    /** A button that is understood makes another text of the same message. */
    private record Key(String conversation, long seq, String text) {}

    private final Map<Key, Findings> findings =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Findings> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** What is known of one message; its stages take their turns one after the other. */
    static final class Findings {
        private IntentRanking skills;
        private Verdict articles;
        private final Set<String> declined = new HashSet<>();

        synchronized IntentRanking skills(Supplier<IntentRanking> search) {
            if (skills == null) {
                skills = search.get();
            }
            return skills;
        }

        synchronized Verdict articles(Supplier<Verdict> search) {
            if (articles == null) {
                articles = search.get();
            }
            return articles;
        }

        synchronized void declined(String skill) {
            declined.add(skill);
        }

        synchronized Set<String> declined() {
            return Set.copyOf(declined);
        }
    }

    Findings of(Turn turn) {
        var key = new Key(turn.conversation().id(), turn.message().seq(), turn.text());
        synchronized (findings) {
            return findings.computeIfAbsent(key, unknown -> new Findings());
        }
    }
}
