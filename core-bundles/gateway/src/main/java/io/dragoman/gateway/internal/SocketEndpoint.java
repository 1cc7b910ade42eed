package io.dragoman.gateway.internal;

import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Session;

/** Joins a Jetty socket to a protocol. */
public final class SocketEndpoint extends Session.Listener.AbstractAutoDemanding {

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

    @Override
    public void onWebSocketClose(int code, String reason) {
        if (protocol != null) {
            protocol.closed();
        }
    }
}
