package io.dragoman.pipeline.internal;

import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.StoreException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Lets each conversation's messages be worked on in order, and conversations not wait for each
 * other: one mailbox and one virtual thread per conversation that has something to do. The log is
 * the truth: what does not fit in memory, or was left by a crash, is found there again.
 */
@Component(
        service = {TurnQueue.class, LogListener.class},
        immediate = true)
@Designate(ocd = TurnQueue.Config.class)
public final class TurnQueue implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(TurnQueue.class);
    private static final int RECOVERED_AT_ONCE = 200;

    /** Bounds of the queue. */
    @ObjectClassDefinition(name = "Turn queue")
    public @interface Config {
        @AttributeDefinition(
                description = "Messages that wait in memory; more wait in the log alone",
                min = "1")
        int capacity() default 100_000;

        @AttributeDefinition(
                description = "Seconds between two looks for messages that were left behind",
                min = "1")
        int sweepSeconds() default 15;
    }

    private final LogStore store;
    private final TurnRunner runner;
    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("turn-sweeper").daemon().factory());
    private final Subscription subscription;
    private volatile boolean open = true;

    @Activate
    public TurnQueue(
            @Reference(name = "store") LogStore store,
            @Reference(name = "runner") TurnRunner runner,
            @Reference(name = "feed") LogFeed feed,
            Config config) {
        this.store = store;
        this.runner = runner;
        this.capacity = config.capacity();
        this.subscription = feed.subscribe(this);
        sweeper.scheduleWithFixedDelay(this::sweep, 0, config.sweepSeconds(), TimeUnit.SECONDS);
    }

    @Deactivate
    void close() {
        open = false;
        subscription.close();
        sweeper.shutdownNow();
    }

    @Override
    public void written(Written change) {
        var conversation = change.conversation();
        // A mailbox works on the newest state of its conversation, whoever changed it.
        mailboxes.computeIfPresent(
                conversation.id(),
                (id, box) -> {
                    box.conversation = conversation;
                    return box;
                });
        if (conversation.state() != State.BOT && conversation.state() != State.QUEUED) {
            return;
        }
        for (var message : change.messages()) {
            if (message.from().kind() == Kind.VISITOR) {
                offer(conversation, message);
            }
        }
    }

    private void offer(Conversation conversation, Message message) {
        if (!open || waiting.get() >= capacity) {
            return;
        }
        mailboxes.compute(
                conversation.id(),
                (id, old) -> {
                    var box = old == null ? new Mailbox(conversation) : old;
                    box.conversation = conversation;
                    box.messages.add(message);
                    waiting.incrementAndGet();
                    if (old == null) {
                        Thread.ofVirtual().name("turn-" + id).start(() -> work(id));
                    }
                    return box;
                });
    }

    /** The messages of one conversation; touched only inside the map's atomic operations. */
    private static final class Mailbox {
        private final Queue<Message> messages = new ArrayDeque<>();
        private Conversation conversation;

        Mailbox(Conversation conversation) {
            this.conversation = conversation;
        }
    }

    private record Work(Conversation conversation, Message message) {}

    private void work(String id) {
        for (var work = next(id); work != null; work = next(id)) {
            try {
                if (work.conversation().bot().handledSeq() < work.message().seq()) {
                    runner.run(work.conversation(), work.message());
                }
            } catch (RuntimeException | LinkageError e) {
                // The sweep finds the message again; nothing is lost but time.
                LOG.error("The turn of message {} of {} failed", work.message().seq(), id, e);
            }
        }
    }

    private Work next(String id) {
        var found = new Work[1];
        mailboxes.computeIfPresent(
                id,
                (key, box) -> {
                    var message = box.messages.poll();
                    if (message == null || !open) {
                        waiting.addAndGet(-box.messages.size());
                        return null;
                    }
                    waiting.decrementAndGet();
                    found[0] = new Work(box.conversation, message);
                    return box;
                });
        return found[0];
    }

    private void sweep() {
        try {
            for (var id : store.conversationsWithUnhandled(RECOVERED_AT_ONCE)) {
                if (!mailboxes.containsKey(id)) {
                    store.conversation(id)
                            .ifPresent(
                                    conversation ->
                                            store.unhandled(id, RECOVERED_AT_ONCE)
                                                    .forEach(
                                                            message ->
                                                                    offer(conversation, message)));
                }
            }
        } catch (StoreException e) {
            LOG.warn("Cannot look for messages that were left behind: {}", e.getMessage());
        }
    }
}
