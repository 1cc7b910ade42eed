package io.dragoman.gateway.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What the desk is still to be told, in order; bounded in number and in text. Thread-safe. */
final class NewsQueue {

    private static final int MOST = 20_000;

    /** The share of the heap that texts may fill. */
    private static final int SHARE = 16;

    private final BlockingQueue<News> queue;
    private final long mostCharacters;
    private final AtomicLong characters = new AtomicLong();

    NewsQueue(int most, long mostCharacters) {
        this.queue = new ArrayBlockingQueue<>(most);
        this.mostCharacters = mostCharacters;
    }

    /** As much as this JVM can bear. */
    static NewsQueue ofThisHeap() {
        return new NewsQueue(MOST, Runtime.getRuntime().maxMemory() / SHARE / Character.BYTES);
    }

    /** Puts something at the end; answers whether there was room. */
    boolean offer(News news) {
        long length = news.characters();
        if (characters.addAndGet(length) <= mostCharacters && queue.offer(news)) {
            return true;
        }
        characters.addAndGet(-length);
        return false;
    }

    /** The next, at most so many; waits for the first of them, and answers none when time is up. */
    List<News> take(Duration patience, int most) throws InterruptedException {
        var taken = new ArrayList<News>();
        var first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, most - 1);
            forget(taken);
        }
        return taken;
    }

    /** Leaves all of it untold. */
    void clear() {
        var missed = new ArrayList<News>();
        queue.drainTo(missed);
        forget(missed);
    }

    private void forget(List<News> some) {
        some.forEach(news -> characters.addAndGet(-news.characters()));
    }
}
