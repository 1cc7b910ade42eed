package io.dragoman.rest.resource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of MCP clients, and the news that wait for them. Only the latest thousand are kept;
 * a client whose session is gone is told so and begins another. Thread-safe.
 */
final class McpSessions {

    private static final int KEPT = 1_000;

    /** A few are enough: they all say the same. */
    private static final int NEWS = 4;

    private final Map<String, Session> sessions =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                    if (size() > KEPT) {
                        eldest.getValue().end();
                        return true;
                    }
                    return false;
                }
            };

    /** One client. */
    static final class Session {
        private final String by;
        private final BlockingQueue<String> news = new LinkedBlockingQueue<>(NEWS);
        private volatile boolean ended;

        private Session(String by) {
            this.by = by;
        }

        /** The next message for the client; empty when there was none for a while. */
        Optional<String> next(long seconds) throws InterruptedException {
            return Optional.ofNullable(news.poll(seconds, TimeUnit.SECONDS));
        }

        boolean ended() {
            return ended;
        }

        private void end() {
            ended = true;
            news.offer("");
        }
    }

    /** Begins a session of a caller. */
    synchronized void begin(String id, String by) {
        sessions.put(id, new Session(by));
    }

    /** A session, if it is this caller's. */
    synchronized Optional<Session> find(String id, String by) {
        return Optional.ofNullable(sessions.get(id)).filter(session -> session.by.equals(by));
    }

    /** Ends a session. */
    synchronized void end(String id) {
        Optional.ofNullable(sessions.remove(id)).ifPresent(Session::end);
    }

    /** Tells every client. */
    synchronized void tell(String message) {
        sessions.values().forEach(session -> session.news.offer(message));
    }
}
