package io.dragoman.conversation.internal;

import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells the listeners what was committed and then those who wait for it, group by group in the
 * order of the log. Under load this happens on a thread of its own, so that the next group is
 * written meanwhile; when there is nothing to write, the writer tells it itself, which saves waking
 * somebody up. {@link #tell} is for one thread.
 */
final class OutcomeTeller {

    /** Groups that are committed and not told; the writer waits when there are more. */
    private static final int MOST_BEHIND = 16;

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /**
     * What is to be told.
     *
     * @param changes what the listeners hear
     * @param outcomes what became of entries
     * @param futures who waits to hear of it, one for each outcome
     */
    record Group(
            List<Written> changes,
            List<Outcome> outcomes,
            List<CompletableFuture<Outcome>> futures) {

        /** What nobody in particular waits for. */
        static Group of(List<Written> changes) {
            return new Group(changes, List.of(), List.of());
        }
    }

    private final OrderedLogFeed feed;
    private final BlockingQueue<Group> groups = new ArrayBlockingQueue<>(MOST_BEHIND);
    private final AtomicInteger behind = new AtomicInteger();
    private final Thread thread;
    private volatile boolean open = true;

    OutcomeTeller(OrderedLogFeed feed) {
        this.feed = feed;
        this.thread = Thread.ofPlatform().name("log-teller").daemon().start(this::run);
    }

    /**
     * Tells of a group.
     *
     * @param busy whether there is more to be written
     */
    void tell(Group group, boolean busy) throws InterruptedException {
        if (!busy && behind.get() == 0) {
            say(group);
            return;
        }
        behind.incrementAndGet();
        groups.put(group);
    }

    private void run() {
        while (open || !groups.isEmpty()) {
            try {
                var group = groups.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (group != null) {
                    say(group);
                    behind.decrementAndGet();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void say(Group group) {
        group.changes().forEach(feed::tell);
        if (group.futures().isEmpty()) {
            return;
        }
        // Whoever waits for an outcome goes on elsewhere: the log has others to serve.
        Thread.ofVirtual()
                .name("log-outcomes")
                .start(
                        () -> {
                            for (int i = 0; i < group.futures().size(); i++) {
                                group.futures().get(i).complete(group.outcomes().get(i));
                            }
                        });
    }

    /** Tells what is left, then ends. */
    void close(Duration patience) throws InterruptedException {
        open = false;
        thread.join(patience);
    }
}
