package io.dragoman.gateway.internal;

import java.nio.ByteBuffer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a Jetty socket to a protocol. */
public final class SocketEndpoint extends Session.Listener.AbstractAutoDemanding {

    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    /** As {@link Frames#error} writes it. */
    private static final String NO_BINARY =
            "{\"type\":\"error\",\"code\":\"bad-frame\",\"message\":\"Binary frames are not understood;"
                    + " send text frames with one JSON object each\"}";

    private final Backlog backlog;
    private final Function<Wire, SocketProtocol> factory;
    private volatile SocketProtocol protocol;
    private volatile Wire wire;

    /**
     * @param backlog what waits for all sockets
     */
    SocketEndpoint(Backlog backlog, Function<Wire, SocketProtocol> factory) {
        this.backlog = backlog;
        this.factory = factory;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        wire = new JettyWire(session, backlog);
        protocol = factory.apply(wire);
    }

    @Override
    public void onWebSocketText(String frame) {
        protocol.received(frame);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer frame, Callback callback) {
        wire.send(NO_BINARY);
        callback.succeed();
    }

    /** Phones go into tunnels: a broken line is no news, and its close is told all the same. */
    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("A socket broke off: {}", cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason) {
        if (protocol != null) {
            protocol.closed();
        }
    }
}
