package io.dragoman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The thread that reads all plain connections. Thread-safe. */
final class SocketLoop implements AutoCloseable {

    private static final int BUFFER = 256 * 1024;

    /** A connection, as the loop sees it; called on the loop's thread. */
    interface Ready {

        /**
         * Something can be read, written or connected.
         *
         * @param buffer empty, to read into
         */
        void ready(SelectionKey key, ByteBuffer buffer);
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    private SocketLoop(Selector selector) {
        this.selector = selector;
    }

    static SocketLoop start() {
        try {
            var loop = new SocketLoop(Selector.open());
            Thread.ofPlatform().daemon().name("bench-sockets").start(loop::run);
            return loop;
        } catch (IOException e) {
            throw new UncheckedIOException("No sockets can be opened", e);
        }
    }

    Selector selector() {
        return selector;
    }

    /** Runs a short piece of work on the loop's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    private void run() {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        try (selector) {
            while (open) {
                selector.select(key -> ((Ready) key.attachment()).ready(key, buffer.clear()));
                for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (var key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The load tool's sockets failed", e);
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
    }
}
