package io.dragoman.itests.faults;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A system of the shop that needs five seconds for an answer, over HTTP/2 so that thousands of
 * calls need no file descriptor each. A crowd is kept waiting until all of it is there and the test
 * lets it go. Thread-safe.
 */
final class SlowSystem implements AutoCloseable {

    private static final int STREAMS = 20_000;
    private static final long SECONDS = 5;

    /** Fewer calls than this are no crowd. */
    private static final int CROWD = 10;

    private final Server server = new Server();
    private final ServerConnector connector;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("slow-system").factory());
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private final Set<Runnable> overdue = new LinkedHashSet<>();
    private boolean open;
    private int most;

    SlowSystem() {
        var http = new HttpConfiguration();
        var http2 = new HTTP2CServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(STREAMS);
        connector = new ServerConnector(server, new HttpConnectionFactory(http), http2);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(5));
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract.NonBlocking() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        arrived(() -> Content.Sink.write(response, true, "it is there", callback));
                        return true;
                    }
                });
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("The slow system does not start", e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    private synchronized void arrived(Runnable answer) {
        waiting.add(answer);
        most = Math.max(most, waiting.size());
        clock.schedule(() -> due(answer), SECONDS, TimeUnit.SECONDS);
    }

    private void due(Runnable answer) {
        synchronized (this) {
            if (!open && waiting.size() >= CROWD) {
                overdue.add(answer);
                return;
            }
            waiting.remove(answer);
        }
        answer.run();
    }

    /** How many calls waited at once at most. */
    synchronized int most() {
        return most;
    }

    /** How many wait now. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Answers whoever has waited for five seconds, and from now on each after that. */
    void letGo() {
        List<Runnable> all;
        synchronized (this) {
            open = true;
            all = List.copyOf(overdue);
            waiting.removeAll(overdue);
        }
        all.forEach(clock::execute);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The slow system does not stop", e);
        }
    }
}
