package io.dragoman.conversation.internal;

import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.EventSource;
import io.dragoman.conversation.OverloadedException;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread writes what is queued, as many entries per transaction as there are, and never waits
 * for more. The queue is bounded, in entries and in characters: when it is full, new entries are
 * refused. So is what is written and not yet told, for which the writer waits.
 */
@Component(service = ConversationLog.class)
@Designate(ocd = GroupCommitLog.Config.class)
public final class GroupCommitLog implements ConversationLog {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitLog.class);

    /** Bounds of the writer. */
    @ObjectClassDefinition(name = "Conversation log")
    public @interface Config {
        @AttributeDefinition(description = "Entries that may wait; more are refused", min = "1")
        int queue() default 20_000;

        @AttributeDefinition(
                description =
                        "Characters of texts that may wait; more are refused. 0: a sixteenth of the"
                                + " heap, at two bytes each",
                min = "0")
        long characters() default 0;

        @AttributeDefinition(description = "Entries per transaction at most", min = "1")
        int batch() default 256;
    }

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private static final int HEAP_FOR_A_CHARACTER = 16 * Character.BYTES;

    private record Pending(Entry entry, CompletableFuture<Outcome> future) {}

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final LogStore store;
    private final OutcomeTeller teller;
    private final UntoldChanges untold;
    private final EventSource events;
    private final int batchSize;
    private final BlockingQueue<Pending> queue;
    private final long mostCharacters;

    /** Of all entries of which it is not told yet what became of them. */
    private final AtomicLong characters = new AtomicLong();

    private final Thread writer;
    private final Executor completer;
    private volatile boolean open = true;

    /** When it was last tried to find out what became of entries; the writer's own. */
    private long lookedAt;

    @Activate
    public GroupCommitLog(
            @Reference(name = "store") LogStore store,
            @Reference(name = "feed") OrderedLogFeed feed,
            @Reference(name = "events") EventSource events,
            Config config) {
        this.store = store;
        this.teller = new OutcomeTeller(feed);
        this.untold = new UntoldChanges(store);
        this.events = events;
        this.batchSize = config.batch();
        this.queue = new ArrayBlockingQueue<>(config.queue());
        this.mostCharacters =
                config.characters() > 0
                        ? config.characters()
                        : Runtime.getRuntime().maxMemory() / HEAP_FOR_A_CHARACTER;
        // Whoever hears of a failure does so elsewhere: the writer writes.
        this.completer = task -> Thread.ofVirtual().name("log-outcome").start(task);
        this.writer = Thread.ofPlatform().name("conversation-log").daemon().start(this::run);
    }

    /** Without events for other systems. */
    public GroupCommitLog(LogStore store, OrderedLogFeed feed, Config config) {
        this(store, feed, EventSource.NONE, config);
    }

    /** Writes what is queued, then ends. */
    @Deactivate
    public void close() throws InterruptedException {
        open = false;
        writer.join(LONGEST_FAREWELL);
        teller.close(LONGEST_FAREWELL);
        refuseQueued();
    }

    private void refuseQueued() {
        var left = new ArrayList<Pending>();
        queue.drainTo(left);
        left.forEach(pending -> pending.future().completeExceptionally(overloaded()));
    }

    @Override
    public CompletableFuture<Outcome> append(Entry entry) {
        var future = new CompletableFuture<Outcome>();
        int length = entry.characters();
        boolean room = characters.addAndGet(length) <= mostCharacters;
        future.whenComplete((outcome, failure) -> characters.addAndGet(-length));
        if (!open || !room || !queue.offer(new Pending(telling(entry), future))) {
            future.completeExceptionally(overloaded());
        } else if (!writer.isAlive()) {
            // It ended between the two looks: nobody would ever take what was just queued.
            refuseQueued();
        }
        return future;
    }

    /** The entry with the events of its change. */
    private Entry telling(Entry entry) {
        return new Entry(
                entry.conversationId(),
                entry.clientKey(),
                entry.characters(),
                now ->
                        switch (entry.decide().apply(now)) {
                            case Change.Write write -> write.withEvents(events.of(now, write));
                            case Change.Refuse refuse -> refuse;
                        });
    }

    private static OverloadedException overloaded() {
        return new OverloadedException("The conversation log", Duration.ofSeconds(2));
    }

    private void run() {
        var batch = new ArrayList<Pending>(batchSize);
        untold.begin();
        while (open || !queue.isEmpty()) {
            try {
                var first = queue.poll(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, batchSize - 1);
                    write(batch);
                } else {
                    lookAgain();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<Pending> batch) throws InterruptedException {
        List<Outcome> outcomes;
        try {
            outcomes = store.write(batch.stream().map(Pending::entry).toList());
        } catch (StoreException e) {
            LOG.error("{} entries were not written: {}", batch.size(), e.getMessage());
            fail(batch, e);
            return;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Whatever fails, the one thread that writes has to go on.
            LOG.error("{} entries were not written", batch.size(), e);
            fail(batch, new StoreException("The log could not be written", e));
            return;
        }
        var futures = batch.stream().map(Pending::future).toList();
        var changes = news(outcomes);
        teller.tell(new OutcomeTeller.Group(changes, outcomes, futures), !queue.isEmpty());
    }

    /** What the listeners are to hear now, in the order of the log. */
    private List<Written> news(List<Outcome> outcomes) throws InterruptedException {
        var changes =
                outcomes.stream()
                        .filter(Written.class::isInstance)
                        .map(Written.class::cast)
                        .toList();
        if (!changes.isEmpty() && untold.doubtful() && !tellUntold(changes.getFirst().dseq())) {
            // Order goes before speed: these are told with what comes before them.
            return List.of();
        }
        untold.telling(changes);
        return changes;
    }

    /** Tells what was committed unnoticed; answers whether that could be found out. */
    private boolean tellUntold(long before) throws InterruptedException {
        List<Written> found;
        try {
            found = untold.find(before);
        } catch (RuntimeException e) {
            LOG.warn("It is not known yet what became of entries that failed: {}", e.toString());
            return false;
        }
        if (!found.isEmpty()) {
            LOG.warn("{} entries that seemed to fail are in the log", found.size());
            teller.tell(OutcomeTeller.Group.of(found), !queue.isEmpty());
        }
        return true;
    }

    /** While nobody writes, nobody else would notice that the store is back. */
    private void lookAgain() throws InterruptedException {
        if (untold.doubtful() && System.nanoTime() - lookedAt > LOOK_AGAIN_AFTER.toNanos()) {
            tellUntold(Long.MAX_VALUE);
            lookedAt = System.nanoTime();
        }
    }

    private void fail(List<Pending> batch, StoreException e) {
        untold.doubt();
        lookedAt = System.nanoTime();
        var futures = batch.stream().map(Pending::future).toList();
        completer.execute(() -> futures.forEach(future -> future.completeExceptionally(e)));
    }
}
