package io.dragoman.itests.harness;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** An old shop whose one script answers in PHP's own form. */
public final class LegacyPhp implements AutoCloseable {

    private static final String ANSWER =
            "a:4:{s:5:\"found\";b:1;s:5:\"state\";s:1:\"V\";s:5:\"until\";i:1830222000;"
                    + "s:7:\"article\";a:2:{s:7:\"name_zh\";s:6:\"水壶\";s:7:\"name_en\";s:6:\"Kettle\";}}";

    private final HttpServer server;

    /** Listens on a free port. */
    public LegacyPhp() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/warranty.php",
                call -> {
                    var body = ANSWER.getBytes(StandardCharsets.UTF_8);
                    call.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                    call.sendResponseHeaders(200, body.length);
                    call.getResponseBody().write(body);
                    call.close();
                });
        server.start();
    }

    /** Its address. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
