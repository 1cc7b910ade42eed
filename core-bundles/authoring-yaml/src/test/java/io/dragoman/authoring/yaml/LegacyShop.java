package io.dragoman.authoring.yaml;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An order system as they were written twenty years ago, on a real port. Thread-safe. */
final class LegacyShop implements AutoCloseable {

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Page> pages = Collections.synchronizedMap(new HashMap<>());
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** What was asked. */
    record Request(String method, String uri, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What a script answers; nothing at all when its status is 0. */
    record Page(int status, String type, byte[] body) {}

    LegacyShop() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** The next answers of a script. */
    LegacyShop page(String path, int status, String type, String body) {
        return page(path, status, type, body, StandardCharsets.UTF_8);
    }

    /** The next answers of a script, in a charset. */
    LegacyShop page(String path, int status, String type, String body, Charset charset) {
        pages.put(path, new Page(status, type, body.getBytes(charset)));
        return this;
    }

    /** A script that never answers. */
    LegacyShop silent(String path) {
        pages.put(path, new Page(0, "", new byte[0]));
        return this;
    }

    private void answer(HttpExchange call) throws IOException {
        var headers = new HashMap<String, String>();
        call.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        requests.add(
                new Request(
                        call.getRequestMethod(),
                        call.getRequestURI().toString(),
                        headers,
                        call.getRequestBody().readAllBytes()));
        var page =
                pages.getOrDefault(
                        call.getRequestURI().getPath(),
                        new Page(
                                404,
                                "text/html",
                                "<h1>Not Found".getBytes(StandardCharsets.UTF_8)));
        if (page.status() == 0) {
            hang();
        } else {
            call.getResponseHeaders().add("Content-Type", page.type());
            call.sendResponseHeaders(
                    page.status(), page.body().length == 0 ? -1 : page.body().length);
            call.getResponseBody().write(page.body());
        }
        call.close();
    }

    private void hang() {
        try {
            closed.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its address. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was asked so far. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
