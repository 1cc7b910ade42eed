package io.dragoman.handoff.internal;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest message of each conversation that the desk looks at, and how many of the customer's
 * are unread. Messages never change, so what was seen once is not read again. Thread-safe.
 */
final class NewestMessages {

    private static final int MOST_UNREAD = 100;
    private static final int REMEMBERED = 2_000;
    private static final Author NOBODY = new Author(Kind.SYSTEM, "", "");

    /** A conversation's newest message. */
    record Newest(long seq, Instant at, Author from) {}

    /**
     * What the desk shows.
     *
     * @param unread messages of the customer that the desk has not read, at most a hundred
     * @param newest empty while nobody has said anything
     */
    record Shown(long unread, Optional<Newest> newest) {}

    /** What is known of a conversation: all from one number on, up to its newest message. */
    private static final class Known {
        private long from;
        private Newest newest;
        private final long[] customers = new long[MOST_UNREAD];
        private int spoken;

        Known(long from, Newest newest) {
            this.from = from;
            this.newest = newest;
        }

        void add(Message message) {
            if (message.seq() != newest.seq() + 1) {
                return;
            }
            newest = new Newest(message.seq(), message.at(), message.from());
            if (message.from().kind() == Kind.VISITOR) {
                int place = spoken++ % MOST_UNREAD;
                if (spoken > MOST_UNREAD) {
                    from = customers[place];
                }
                customers[place] = message.seq();
            }
        }

        /** How many of the customer's messages come after a number; looked for from the newest. */
        int after(long seq) {
            int count = 0;
            int most = Math.min(spoken, MOST_UNREAD);
            while (count < most && customers[(spoken - 1 - count) % MOST_UNREAD] > seq) {
                count++;
            }
            return count;
        }
    }

    private final LogStore store;
    private final Map<String, Known> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
                    return size() > REMEMBERED;
                }
            };

    NewestMessages(LogStore store) {
        this.store = store;
    }

    /** Takes note of a message that goes to the desk anyway. */
    synchronized void saw(Message message) {
        var of = known.get(message.conversationId());
        if (of != null) {
            of.add(message);
        }
    }

    /**
     * What the desk shows of a conversation.
     *
     * @param desk whether unread messages are the desk's business; the bot's count for nobody
     */
    Shown of(Conversation c, boolean desk) {
        if (c.lastSeq() == 0) {
            return new Shown(0, Optional.empty());
        }
        long from = c.lastSeq() - 1;
        if (desk) {
            from = Math.min(from, Math.max(c.read().agent(), c.lastSeq() - MOST_UNREAD));
        }
        var shown = shown(c, desk, from);
        if (shown.isEmpty()) {
            read(c, from);
            shown = shown(c, desk, from);
        }
        return shown.orElseGet(() -> new Shown(0, Optional.empty()));
    }

    private synchronized Optional<Shown> shown(Conversation c, boolean desk, long from) {
        var of = known.get(c.id());
        if (of == null || of.from > from || of.newest.seq() < c.lastSeq()) {
            return Optional.empty();
        }
        long unread = desk ? of.after(c.read().agent()) : 0;
        return Optional.of(new Shown(unread, Optional.of(of.newest)));
    }

    /** Reads what is missing, without holding up others meanwhile. */
    private void read(Conversation c, long from) {
        long after;
        synchronized (this) {
            var of = known.get(c.id());
            after = of == null || of.from > from || of.newest.seq() < from ? from : of.newest.seq();
        }
        var messages = store.messages(c.id(), after, 2 * MOST_UNREAD);
        synchronized (this) {
            if (after == from) {
                known.put(c.id(), new Known(from, new Newest(from, c.openedAt(), NOBODY)));
            }
            messages.forEach(this::saw);
        }
    }
}
