package io.dragoman.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model behind HTTP, as OpenAI has it, that can be in a bad mood. Thread-safe. */
final class BadModel implements AutoCloseable {

    static final String SENSE = "Ask a physicist, with my regards.";

    /** How it answers. */
    enum Mood {
        WELL,
        /** It takes the question and says nothing. */
        SLOW,
        /** It answers every question with an error. */
        DOWN,
        /** What it answers is no JSON. */
        RUBBISH,
        /** What it answers has no end to speak of. */
        ENDLESS
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Mood mood = Mood.WELL;

    BadModel() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    void is(Mood next) {
        mood = next;
    }

    int asked() {
        return asked.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        exchange.getRequestBody().readAllBytes();
        switch (mood) {
            case WELL -> send(exchange, 200, completion(SENSE));
            case SLOW -> hang(exchange);
            case DOWN -> send(exchange, 500, "{\"error\":{\"message\":\"out of order\"}}");
            case RUBBISH -> send(exchange, 200, "<html>\u0000 ))) {{{ not what you asked for");
            case ENDLESS -> send(exchange, 200, completion("la ".repeat(1_000_000)));
        }
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            closing.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        send(exchange, 200, completion("too late"));
    }

    private static String completion(String text) {
        return "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"bad\",\"choices\":"
                + "[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\","
                + "\"content\":\""
                + text
                + "\"}}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5,\"total_tokens\":12}}";
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
