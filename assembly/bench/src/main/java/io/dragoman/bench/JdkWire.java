package io.dragoman.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A connection by the JDK's own WebSocket, for instances behind TLS. */
final class JdkWire implements Wire, WebSocket.Listener {

    private static final Duration CONNECT = Duration.ofSeconds(60);

    private final Consumer<String> receiver;
    private final Consumer<String> lost;
    private final StringBuilder frame = new StringBuilder();
    private final Deque<String> waiting = new ArrayDeque<>();
    private WebSocket socket;
    private boolean sending;
    private volatile boolean closing;

    private JdkWire(Consumer<String> receiver, Consumer<String> lost) {
        this.receiver = receiver;
        this.lost = lost;
    }

    /**
     * Connects.
     *
     * @param receiver hears each text frame
     * @param lost hears why the connection ended without our asking
     */
    static CompletableFuture<Wire> connect(
            HttpClient http, URI uri, Consumer<String> receiver, Consumer<String> lost) {
        var wire = new JdkWire(receiver, lost);
        return http.newWebSocketBuilder()
                .connectTimeout(CONNECT)
                .buildAsync(uri, wire)
                .thenApply(
                        socket -> {
                            wire.opened(socket);
                            return wire;
                        });
    }

    private synchronized void opened(WebSocket opened) {
        socket = opened;
        sendNext();
    }

    @Override
    public synchronized void send(String text) {
        waiting.add(text);
        sendNext();
    }

    private synchronized void sendNext() {
        // The JDK's WebSocket takes one frame at a time.
        if (sending || socket == null || waiting.isEmpty()) {
            return;
        }
        sending = true;
        socket.sendText(waiting.poll(), true)
                .whenComplete(
                        (sent, failure) -> {
                            synchronized (this) {
                                sending = false;
                            }
                            if (failure == null) {
                                sendNext();
                            } else {
                                ended(failure.toString());
                            }
                        });
    }

    @Override
    public void close() {
        closing = true;
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        if (open != null) {
            // In order, so that the server does not take it for an accident.
            open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(5, TimeUnit.SECONDS)
                    .whenComplete((sent, failure) -> open.abort());
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        if (last && frame.isEmpty()) {
            receiver.accept(data.toString());
        } else {
            frame.append(data);
            if (last) {
                var whole = frame.toString();
                frame.setLength(0);
                receiver.accept(whole);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        ended("closed with " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(error.toString());
    }

    private void ended(String why) {
        if (!closing) {
            closing = true;
            lost.accept(why);
        }
    }
}
