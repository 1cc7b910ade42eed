package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
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
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
 * Lets each conversation's messages be worked on in order, and conversations not wait for each
 * other: one mailbox and one virtual thread per conversation that has something to do. The log is
 * the truth: what does not fit in memory, or was left by a crash, is read from there, and before
 * anything newer of the same conversation.
 */
@Component(service = TurnQueue.class, immediate = true)
@Designate(ocd = TurnQueue.Config.class)
public final class TurnQueue implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(TurnQueue.class);
    private static final int RECOVERED_AT_ONCE = 500;
    private static final int READ_AT_ONCE = 100;
    private static final long SOON_MILLIS = 200;

    /** A turn that waits keeps a thread's stack, the message and its conversation. */
    private static final long HEAP_FOR_A_MESSAGE = 64 * 1024;

    private static final int MOST_MESSAGES = 100_000;

    /** So many characters more count as another message. */
    private static final int USUAL_LENGTH = 4_000;

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

    /** The {@linkplain #weight weight} of what waits in memory. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicLong dropped = new AtomicLong();
    private final Map<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("turn-sweeper").daemon().factory());
    private final Subscription subscription;
    private volatile boolean open = true;

    /** Whether it has been said that the log cannot be read; hundreds of conversations may wait. */
    private final AtomicBoolean unreadable = new AtomicBoolean();

    /** Whether conversations without a mailbox may have messages that wait in the log alone. */
    private volatile boolean moreInLog = true;

    @Activate
    public TurnQueue(
            @Reference(name = "store") LogStore store,
            @Reference(name = "runner") TurnRunner runner,
            @Reference(name = "feed") LogFeed feed,
            Config config) {
        this.store = store;
        this.runner = runner;
        this.capacity = config.capacity() > 0 ? config.capacity() : ofThisHeap();
        this.subscription = feed.subscribe(this);
        sweeper.scheduleWithFixedDelay(this::sweep, 0, config.sweepSeconds(), TimeUnit.SECONDS);
    }

    private static int ofThisHeap() {
        return (int) Math.min(MOST_MESSAGES, Runtime.getRuntime().maxMemory() / HEAP_FOR_A_MESSAGE);
    }

    private static int weight(Message message) {
        return 1 + Part.firstText(message.parts()).orElse("").length() / USUAL_LENGTH;
    }

    private static int weight(Mailbox box) {
        return box.messages.stream().mapToInt(TurnQueue::weight).sum();
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
        runner.heard(change);
        // A mailbox works on the newest state of its conversation, whoever changed it.
        mailboxes.computeIfPresent(
                conversation.id(),
                (id, box) -> {
                    box.conversation = Optional.of(conversation);
                    return box;
                });
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
                    var box = old == null ? begin(id, moreInLog) : old;
                    box.conversation = Optional.of(conversation);
                    // What is behind is read from the log first, and this message with it.
                    if (!box.behind) {
                        box.messages.add(message);
                        waiting.addAndGet(weight(message));
                    }
                    return box;
                });
    }

    private Mailbox leftInLog(Mailbox box) {
        if (box == null) {
            dropped.incrementAndGet();
            moreInLog = true;
        } else {
            box.behind = true;
        }
        return box;
    }

    private Mailbox begin(String id, boolean behind) {
        var box = new Mailbox();
        box.behind = behind;
        Thread.ofVirtual().name("turn-" + id).start(() -> work(id));
        return box;
    }

    /** The messages of one conversation; touched only inside the map's atomic operations. */
    private static final class Mailbox {
        private final Deque<Message> messages = new ArrayDeque<>();

        /** Empty until somebody tells or it is read. */
        private Optional<Conversation> conversation = Optional.empty();

        /** Whether older or further messages wait in the log. */
        private boolean behind;
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
        var message =
                open && (!box.behind || box.conversation.isPresent()) ? box.messages.poll() : null;
        if (message != null) {
            waiting.addAndGet(-weight(message));
            found[0] = new Work(box.conversation.orElseThrow(), message);
            return box;
        }
        if (open && box.behind) {
            return box;
        }
        waiting.addAndGet(-weight(box));
        return null;
    }

    /** Takes from the log what the mailbox lacks. */
    private void refill(String id) {
        // From now on new messages are offered again; those that are read as well are told apart.
        mailboxes.computeIfPresent(
                id,
                (key, box) -> {
                    box.behind = false;
                    return box;
                });
        try {
            var conversation = store.conversation(id);
            var left = store.unhandled(id, READ_AT_ONCE);
            mailboxes.computeIfPresent(id, (key, box) -> merged(box, conversation, left));
            unreadable.set(false);
        } catch (StoreException e) {
            if (!unreadable.getAndSet(true)) {
                LOG.warn("Messages cannot be read yet, those of {} first: {}", id, e.getMessage());
            }
            mailboxes.computeIfPresent(
                    id,
                    (key, box) -> {
                        box.behind = true;
                        return box;
                    });
            runner.pause(1);
        }
    }

    private Mailbox merged(Mailbox box, Optional<Conversation> read, List<Message> left) {
        if (box.conversation.isEmpty()) {
            box.conversation = read;
        }
        long last = left.isEmpty() ? 0 : left.get(left.size() - 1).seq();
        int before = weight(box);
        box.messages.removeIf(message -> message.seq() <= last);
        left.reversed().forEach(box.messages::addFirst);
        box.behind |= left.size() == READ_AT_ONCE;
        waiting.addAndGet(weight(box) - before);
        return box;
    }

    /** Looks again at once while there is more than one look can take in. */
    private void sweep() {
        while (lookOnce() && open) {
            // The database gets some air in between.
            pauseShortly();
        }
    }

    /** Begins what was left behind; answers whether there is more. */
    private boolean lookOnce() {
        try {
            long droppedBefore = dropped.get();
            var left = store.conversationsWithUnhandled(RECOVERED_AT_ONCE);
            var begun = new AtomicInteger();
            for (var id : left) {
                mailboxes.computeIfAbsent(
                        id,
                        key -> {
                            begun.incrementAndGet();
                            return begin(key, true);
                        });
            }
            boolean all = left.size() < RECOVERED_AT_ONCE;
            if (all && dropped.get() == droppedBefore) {
                moreInLog = false;
            }
            // Under load the oldest are those that are being worked on, which is nothing to chase.
            return !all && moreInLog && begun.get() > 0;
        } catch (StoreException e) {
            LOG.warn("Cannot look for messages that were left behind: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("Looking for messages that were left behind failed", e);
        }
        return false;
    }

    private static void pauseShortly() {
        try {
            Thread.sleep(SOON_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
