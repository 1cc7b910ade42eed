package io.dragoman.itests.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A WebSocket that keeps every frame it got. Thread-safe. */
final class Socket implements WebSocket.Listener {

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket wire;

    Socket(URI address) {
        wire =
                Api.CLIENT
                        .newWebSocketBuilder()
                        .connectTimeout(Duration.ofSeconds(60))
                        .buildAsync(address, this)
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(Api.JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                throw new CompletionException(e);
            }
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete(1006);
    }

    synchronized void send(Object frame) {
        wire.sendText(Api.json(frame), true).orTimeout(60, TimeUnit.SECONDS).join();
    }

    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    JsonNode await(Duration patience, String what, Predicate<JsonNode> wanted) {
        return Awaiting.awaited(
                patience,
                () -> what + " among " + frames,
                () -> frames.stream().filter(wanted).findFirst());
    }

    boolean isClosed() {
        return closed.isDone();
    }

    int closeCode(Duration patience) {
        return Awaiting.awaited(
                patience, "the close", () -> Optional.ofNullable(closed.getNow(null)));
    }

    void abort() {
        wire.abort();
    }
}
