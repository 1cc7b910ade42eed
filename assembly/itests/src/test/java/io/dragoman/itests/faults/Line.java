package io.dragoman.itests.faults;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that may break at any time, and says so. Thread-safe. */
final class Line implements WebSocket.Listener {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build();

    private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean open = true;
    private volatile WebSocket wire;

    private Line() {}

    /** Connects; empty when nobody answers. */
    static Optional<Line> open(URI address) {
        var line = new Line();
        try {
            line.wire =
                    CLIENT.newWebSocketBuilder()
                            .buildAsync(address, line)
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join();
            return Optional.of(line);
        } catch (CompletionException refused) {
            return Optional.empty();
        }
    }

    boolean isOpen() {
        return open || !frames.isEmpty();
    }

    /** Sends, unless the line is broken. */
    void send(String text) {
        try {
            if (open) {
                wire.sendText(text, true).orTimeout(20, TimeUnit.SECONDS).join();
            }
        } catch (CompletionException broken) {
            cut();
        }
    }

    /** The next frame, if one comes in time. */
    Optional<String> next(Duration patience) {
        try {
            return Optional.ofNullable(frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void cut() {
        open = false;
        frames.clear();
        wire.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        open = false;
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        open = false;
    }
}
