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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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
 * the truth: what does not fit in memory, or was left by a crash, is read from there, and before
 * anything newer of the same conversation.
 */
@Component(service = TurnQueue.class, immediate = true)
@Designate(ocd = TurnQueue.Config.class)
public final class TurnQueue implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(TurnQueue.class);
    private static final int READ_AT_ONCE = 100;

    /** A turn that waits keeps a thread's stack, the message and its conversation. */
    private static final long HEAP_FOR_A_MESSAGE = 64 * 1024;

    private static final int MOST_MESSAGES = 100_000;

    /** Bounds of the queue. */
    @ObjectClassDefinition(name = "Turn queue")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Messages of usual length that wait in memory; more wait in the log alone."
                                + " 0: one for each 64 KB of the heap, 100,000 at most",
                min = "0")
        int capacity() default 0;

        @AttributeDefinition(
                description = "Seconds between two looks for messages that were left behind",
                min = "1")
        int sweepSeconds() default 15;
    }

    private final LogStore store;
    private final TurnRunner runner;
    private final int capacity;

    /** The {@linkplain Mailbox#weight weight} of what waits in memory. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final LeftBehind leftBehind;
    private final Subscription subscription;
    private volatile boolean open = true;

    /** Whether it has been said that the log cannot be read; hundreds of conversations may wait. */
    private final AtomicBoolean unreadable = new AtomicBoolean();

    @Activate
    public TurnQueue(
            @Reference(name = "store") LogStore store,
            @Reference(name = "runner") TurnRunner runner,
            @Reference(name = "feed") LogFeed feed,
            Config config) {
        this.store = store;
        this.runner = runner;
        this.capacity = config.capacity() > 0 ? config.capacity() : ofThisHeap();
        this.leftBehind = new LeftBehind(store, this::takeUp);
        this.subscription = feed.subscribe(this);
        leftBehind.lookEvery(Duration.ofSeconds(config.sweepSeconds()));
    }

    private static int ofThisHeap() {
        return (int) Math.min(MOST_MESSAGES, Runtime.getRuntime().maxMemory() / HEAP_FOR_A_MESSAGE);
    }

    @Deactivate
    void close() {
        open = false;
        subscription.close();
        leftBehind.close();
    }

    @Override
    public void written(Written change) {
        var conversation = change.conversation();
        runner.heard(change);
        // A mailbox works on the newest state of its conversation, whoever changed it.
        change(conversation.id(), box -> box.conversation = Optional.of(conversation));
        if (!isForBot(conversation)) {
            return;
        }
        for (var message : change.messages()) {
            if (message.from().kind() == Kind.VISITOR && open) {
                offer(conversation, message);
            }
        }
    }

    private static boolean isForBot(Conversation conversation) {
        return conversation.state() == State.BOT || conversation.state() == State.QUEUED;
    }

    private void offer(Conversation conversation, Message message) {
        mailboxes.compute(
                conversation.id(),
                (id, old) -> {
                    if (waiting.get() >= capacity) {
                        return leftInLog(old);
                    }
                    var box = old == null ? begin(id, leftBehind.maybe()) : old;
                    box.conversation = Optional.of(conversation);
                    // What is behind is read from the log first, and this message with it.
                    if (!box.behind) {
                        box.add(message);
                        waiting.addAndGet(Mailbox.weight(message));
                    }
                    return box;
                });
    }

    private Mailbox leftInLog(Mailbox box) {
        if (box == null) {
            leftBehind.more();
        } else {
            box.behind = true;
        }
        return box;
    }

    private Mailbox begin(String id, boolean behind) {
        Thread.ofVirtual().name("turn-" + id).start(() -> work(id));
        return new Mailbox(behind);
    }

    /** Begins with what waits in the log, unless the conversation is being worked on. */
    private boolean takeUp(String id) {
        var begun = new AtomicBoolean();
        mailboxes.computeIfAbsent(
                id,
                key -> {
                    begun.set(true);
                    return begin(key, true);
                });
        return begun.get();
    }

    private record Work(Conversation conversation, Message message) {}

    private void work(String id) {
        for (var work = next(id); work.isPresent(); work = next(id)) {
            var conversation = work.get().conversation();
            var message = work.get().message();
            try {
                // A person has it now: no skill may do anything behind their back.
                if (isForBot(conversation) && conversation.bot().handledSeq() < message.seq()) {
                    runner.run(conversation, message);
                }
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // The sweep finds the message again; nothing is lost but time.
                LOG.error("The turn of message {} of {} failed", message.seq(), id, e);
                runner.pause(1);
            }
        }
    }

    /** The next message to work on; closes the mailbox and answers nothing when there is none. */
    private Optional<Work> next(String id) {
        while (true) {
            var found = new Work[1];
            var box = mailboxes.computeIfPresent(id, (key, current) -> poll(current, found));
            if (found[0] != null || box == null) {
                return Optional.ofNullable(found[0]);
            }
            refill(id);
        }
    }

    private Mailbox poll(Mailbox box, Work[] found) {
        var message = open ? box.poll() : Optional.<Message>empty();
        if (message.isPresent()) {
            waiting.addAndGet(-Mailbox.weight(message.get()));
            found[0] = new Work(box.conversation.orElseThrow(), message.get());
            return box;
        }
        if (open && box.behind) {
            return box;
        }
        waiting.addAndGet(-box.weight());
        return null;
    }

    /** Takes from the log what the mailbox lacks. */
    private void refill(String id) {
        // From now on new messages are offered again; those that are read as well are told apart.
        change(id, box -> box.behind = false);
        try {
            var conversation = store.conversation(id);
            var left = store.unhandled(id, READ_AT_ONCE);
            change(id, box -> merge(box, conversation, left));
            unreadable.set(false);
        } catch (StoreException e) {
            if (!unreadable.getAndSet(true)) {
                LOG.warn("Messages cannot be read yet, those of {} first: {}", id, e.getMessage());
            }
            change(id, box -> box.behind = true);
            runner.pause(1);
        }
    }

    private void change(String id, Consumer<Mailbox> how) {
        mailboxes.computeIfPresent(
                id,
                (key, box) -> {
                    how.accept(box);
                    return box;
                });
    }

    private void merge(Mailbox box, Optional<Conversation> read, List<Message> left) {
        int before = box.weight();
        box.merge(read, left, left.size() == READ_AT_ONCE);
        waiting.addAndGet(box.weight() - before);
    }
}
