package io.dragoman.gateway.internal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What waits in memory for all sockets together. Each has its own bound too, but a thousand of them
 * at once would fill any heap. Thread-safe.
 */
final class Backlog {

    /** The share of the heap that may wait. */
    private static final int SHARE = 8;

    private final AtomicLong bytes = new AtomicLong();
    private final long most;

    /**
     * @param most bytes
     */
    Backlog(long most) {
        this.most = most;
    }

    /** As much as this JVM can bear. */
    static Backlog ofThisHeap() {
        return new Backlog(Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** Takes note of something that waits; answers whether there is room for it. */
    boolean add(long size) {
        return bytes.addAndGet(size) <= most;
    }

    /** It waits no longer. */
    void remove(long size) {
        bytes.addAndGet(-size);
    }
}
