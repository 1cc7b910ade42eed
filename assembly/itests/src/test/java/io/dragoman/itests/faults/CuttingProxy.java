package io.dragoman.itests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network between customers and the server: every connection is cut after a random number of
 * bytes, in the middle of a frame as likely as not, and without a word. Thread-safe.
 */
final class CuttingProxy implements AutoCloseable {

    private static final int LEAST = 1_500;
    private static final int MOST = 30_000;

    private final ServerSocket door;
    private final int target;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean bad = true;

    /**
     * @param target the server's port
     */
    CuttingProxy(int target, Random random) {
        this.target = target;
        this.random = random;
        try {
            door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("bad-network").start(this::accept);
    }

    URI visitors() {
        return URI.create("ws://127.0.0.1:" + door.getLocalPort() + "/ws/visitor");
    }

    int cuts() {
        return cuts.get();
    }

    /** From now on nothing is cut. */
    void heal() {
        bad = false;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                relay(client, server);
                relay(server, client);
            } catch (IOException e) {
                // Closed, or the server is away: the customer tries again.
            }
        }
    }

    private void relay(Socket from, Socket to) {
        int budget;
        synchronized (random) {
            budget = random.nextInt(LEAST, MOST);
        }
        Thread.ofVirtual().start(() -> relay(from, to, budget));
    }

    private void relay(Socket from, Socket to, int budget) {
        var buffer = new byte[997];
        int left = budget;
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (bad && n >= left) {
                    out.write(buffer, 0, left);
                    cuts.incrementAndGet();
                    break;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        } catch (IOException e) {
            // The other direction was cut.
        }
        reset(from);
        reset(to);
    }

    private void reset(Socket socket) {
        open.remove(socket);
        try {
            // No orderly end: the other side gets a reset, or nothing.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(open).forEach(this::reset);
    }
}
