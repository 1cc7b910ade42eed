package io.dragoman.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A messaging platform over real HTTP on a free port of this machine, so that a test sees the bytes
 * that leave the channel. Subclasses speak one platform's protocol and check what they get as the
 * platform would. Thread-safe; close it to free the port.
 */
public abstract class FakePlatform implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ArrayDeque<>();

    /** Starts to listen. */
    protected FakePlatform() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No free port for a fake platform", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** A request as it came in. */
    public record Call(
            String method,
            String path,
            Map<String, String> query,
            Map<String, List<String>> headers,
            byte[] body) {

        /** The first value of a header, whatever its case. */
        public Optional<String> header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .flatMap(entry -> entry.getValue().stream())
                    .findFirst();
        }

        /** The body as UTF-8. */
        public String bodyText() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What the platform answers. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** An answer in JSON. */
        public static Answer json(int status, String body) {
            return new Answer(status, Map.of("Content-Type", "application/json"), body);
        }
    }

    /** A message that a customer now sees. */
    public record Delivered(String to, String text, Instant at) {}

    /** Something that goes wrong with one message. */
    public sealed interface Fault {

        /** Not taken: the platform answers with an error status. */
        record Status(int status, Map<String, String> headers) implements Fault {}

        /** Taken, but the answer never comes. */
        record Silence() implements Fault {}

        /** Taken, but the answer makes no sense. */
        record Nonsense() implements Fault {}
    }

    /** Where the platform is, without a path. */
    public final URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets the next message (not a request for a token) go wrong; several queue up. */
    public final void failNext(Fault fault) {
        synchronized (faults) {
            faults.add(fault);
        }
    }

    /** Every request so far, oldest first. */
    public final List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Every message that reached a customer, oldest first. */
    public final List<Delivered> delivered() {
        return List.copyOf(delivered);
    }

    /** The texts that reached one customer, oldest first. */
    public final List<String> textsTo(String user) {
        return delivered.stream()
                .filter(message -> message.to().equals(user))
                .map(Delivered::text)
                .toList();
    }

    /** Whether a request is one that brings a message, and so may be hit by a fault. */
    protected abstract boolean bringsMessage(Call call);

    /** Checks a request as the platform would, and answers. */
    protected abstract Answer answer(Call call);

    /** Notes that a customer got a message. */
    protected final void deliver(Delivered message) {
        delivered.add(message);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var call = read(exchange);
        calls.add(call);
        switch (bringsMessage(call) ? nextFault() : null) {
            case null -> reply(exchange, answer(call));
            case Fault.Status fault ->
                    reply(exchange, new Answer(fault.status(), fault.headers(), "{}"));
            case Fault.Nonsense nonsense -> {
                answer(call);
                reply(exchange, new Answer(200, Map.of(), "<html>oops" + nonsense));
            }
            case Fault.Silence silence -> {
                answer(call);
                waitForTheEnd(silence);
            }
        }
        exchange.close();
    }

    private Fault nextFault() {
        synchronized (faults) {
            return faults.poll();
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        return new Call(
                exchange.getRequestMethod(),
                uri.getPath(),
                parameters(uri.getRawQuery()),
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (var pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decode(name), decode(value));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void waitForTheEnd(Fault.Silence silence) throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + silence, e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
