package io.dragoman.gateway.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A Jetty socket whose outgoing queue is bounded in bytes. */
final class JettyWire implements Wire {

    /** What a reader may be behind, counted high; a phone on a bad line stays below it. */
    private static final long MOST_PENDING = 4_000_000;

    private static final int TRY_AGAIN_LATER = 1013;

    private final Session session;
    private final AtomicLong pending = new AtomicLong();

    JettyWire(Session session) {
        this.session = session;
    }

    @Override
    public void send(String frame) {
        if (!session.isOpen()) {
            return;
        }
        // Never more bytes than that, and nobody has to write them just to count.
        long size = 3L * frame.length();
        if (pending.addAndGet(size) > MOST_PENDING) {
            // What it misses stands in the log; it comes back and resumes.
            close(TRY_AGAIN_LATER, "too slow");
            return;
        }
        session.sendText(
                frame,
                Callback.from(() -> pending.addAndGet(-size), failure -> pending.addAndGet(-size)));
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }
}
