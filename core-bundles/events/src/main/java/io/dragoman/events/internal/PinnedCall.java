package io.dragoman.events.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts one body to an address that was looked at before. The JDK's client would resolve the host's
 * name a second time and might get another answer; here the connection goes to the addresses that
 * were found, while TLS still checks the certificate against the name. One connection per call,
 * HTTP/1.1, no redirects, limited in time and size. Thread-safe.
 */
final class PinnedCall implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(4);

    /** How a call ended. */
    sealed interface Result {

        /** There was an answer. */
        record Answered(HttpAnswer answer) implements Result {}

        /** There was none, and why. */
        record Failed(String reason) implements Result {}
    }

    private final SSLSocketFactory tls;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("event-deadlines").daemon().factory());

    PinnedCall(SSLSocketFactory tls) {
        this.tls = tls;
    }

    /** Calls one of the addresses after the other until one takes the connection. */
    Result post(
            URI uri,
            List<InetAddress> addresses,
            Map<String, String> headers,
            byte[] body,
            Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try (var socket = connect(uri, addresses, end)) {
            var deadline =
                    deadlines.schedule(
                            () -> closeQuietly(socket),
                            end - System.nanoTime(),
                            TimeUnit.NANOSECONDS);
            try {
                return exchange(uri, socket, headers, body);
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException | RuntimeException e) {
            return new Result.Failed(
                    System.nanoTime() >= end
                            ? "no answer within " + limit.toSeconds() + " s"
                            : reason(e));
        }
    }

    private static String reason(Exception e) {
        var words = e.getMessage() == null ? "" : ": " + e.getMessage();
        return e.getClass().getSimpleName() + words;
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }

    private static Socket connect(URI uri, List<InetAddress> addresses, long end)
            throws IOException {
        int standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        int port = uri.getPort() < 0 ? standard : uri.getPort();
        IOException last = new IOException("the host has no address");
        for (var address : addresses) {
            var socket = new Socket(Proxy.NO_PROXY);
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                int patience = (int) Math.clamp(left, 1, CONNECT.toMillis());
                socket.connect(new InetSocketAddress(address, port), patience);
                return socket;
            } catch (IOException e) {
                closeQuietly(socket);
                last = e;
            }
        }
        throw last;
    }

    private Result exchange(URI uri, Socket plain, Map<String, String> headers, byte[] body)
            throws IOException {
        var socket = "https".equalsIgnoreCase(uri.getScheme()) ? secured(uri, plain) : plain;
        var out = socket.getOutputStream();
        out.write(request(uri, headers, body));
        out.flush();
        InputStream in = socket.getInputStream();
        return new Result.Answered(HttpAnswer.read(in));
    }

    private SSLSocket secured(URI uri, Socket plain) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, Targets.host(uri), plain.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(URI uri, Map<String, String> headers, byte[] body) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        head.append("Host: ").append(uri.getRawAuthority()).append("\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Connection: close\r\n\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
