package io.dragoman.gateway.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A Jetty socket whose outgoing queue is bounded in bytes. */
final class JettyWire implements Wire {

    /** What a reader may be behind, counted high; a phone on a bad line stays below it. */
    private static final long MOST_PENDING = 4_000_000;

    /** What a reader may be behind when all together are too far behind. */
    private static final long FEW_PENDING = 64_000;

    private final Session session;

    private final Backlog all;

    /** What can gather frames, which Jetty's own interface for applications does not offer. */
    private final Optional<CoreSession> core;

    private final AtomicLong pending = new AtomicLong();

    /** Whether frames may wait for a {@link #flush}. */
    private volatile boolean gathered;

    /**
     * @param all what waits for all sockets
     */
    JettyWire(Session session, Backlog all) {
        this(
                session,
                all,
                session instanceof WebSocketSession known
                        ? Optional.of(known.getCoreSession())
                        : Optional.empty());
    }

    JettyWire(Session session, Backlog all, Optional<CoreSession> core) {
        this.session = session;
        this.all = all;
        this.core = core;
    }

    @Override
    public void send(String frame) {
        // Never more bytes than that, and nobody has to write them just to count.
        long size = 3L * frame.length();
        if (takes(size)) {
            session.sendText(frame, Callback.from(() -> sent(size), failure -> sent(size)));
        }
    }

    @Override
    public void add(TextFrame frame) {
        if (core.isEmpty()) {
            send(frame.text());
            return;
        }
        long size = frame.size();
        if (takes(size)) {
            core.get()
                    .sendFrame(
                            new Frame(OpCode.TEXT, true, frame.bytes()),
                            org.eclipse.jetty.util.Callback.from(() -> sent(size)),
                            true);
            // Only now: whoever flushes for somebody else must not take this one for flushed.
            gathered = true;
        }
    }

    @Override
    public void flush() {
        if (gathered && session.isOpen()) {
            gathered = false;
            core.ifPresent(known -> known.flush(org.eclipse.jetty.util.Callback.NOOP));
        }
    }

    /** Whether the reader keeps up; one that does not is cut off. */
    private boolean takes(long size) {
        if (!session.isOpen()) {
            return false;
        }
        boolean room = all.add(size);
        if (pending.addAndGet(size) > (room ? MOST_PENDING : FEW_PENDING)) {
            sent(size);
            // What it misses stands in the log; it comes back and resumes. A goodbye would wait
            // behind all that it does not read, and keep that in memory.
            session.disconnect();
            return false;
        }
        return true;
    }

    private void sent(long size) {
        pending.addAndGet(-size);
        all.remove(size);
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }
}
