package io.dragoman.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes the connections of a run. Plain ones are all served by one thread, which costs a fraction
 * of what the JDK's client does: on a machine that also runs the server, what the tool takes the
 * server lacks. Thread-safe.
 */
final class Wires implements AutoCloseable {

    private static final long CONNECT_SECONDS = 60;

    private final HttpClient http;
    private final SocketLoop loop;

    /**
     * @param http for connections with TLS
     */
    Wires(HttpClient http) {
        this.http = http;
        this.loop = SocketLoop.start();
    }

    /**
     * Connects.
     *
     * @param receiver hears each text frame
     * @param lost hears why the connection ended without our asking
     */
    CompletableFuture<Wire> connect(URI uri, Consumer<String> receiver, Consumer<String> lost) {
        var connected =
                "wss".equals(uri.getScheme())
                        ? JdkWire.connect(http, uri, receiver, lost).thenApply(wire -> (Wire) wire)
                        : PlainWire.connect(loop, uri, receiver, lost);
        return connected.orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loop.close();
    }
}
