package io.dragoman.gateway.internal;

import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Joins a Jetty socket to a protocol. */
public final class SocketEndpoint extends Session.Listener.AbstractAutoDemanding {

    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

    private final Function<Wire, SocketProtocol> factory;
    private volatile SocketProtocol protocol;

    SocketEndpoint(Function<Wire, SocketProtocol> factory) {
        this.factory = factory;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        super.onWebSocketOpen(session);
        protocol = factory.apply(new JettyWire(session));
    }

    @Override
    public void onWebSocketText(String frame) {
        protocol.received(frame);
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
