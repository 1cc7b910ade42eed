package io.dragoman.gateway.internal;

import io.dragoman.api.channel.Channel;
import io.dragoman.api.channel.Delivery;
import io.dragoman.api.message.Outbound;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.Settlement;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what has to leave: in order within a conversation, again after failures that are certain
 * ones, never blindly after one whose outcome is unknown.
 */
@Component(
        service = {OutboxSender.class, LogListener.class},
        immediate = true)
public final class OutboxSender implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration FAREWELL = Duration.ofSeconds(12);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 64;
    private static final int TRIES = 12;

    private final OutboxStore outbox;
    private final LogStore log;
    private final Channels channels;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("outbox-", 0).factory());
    private final Subscription subscription;
    private final Thread loop;
    private volatile boolean open = true;

    @Activate
    public OutboxSender(
            @Reference(name = "outbox") OutboxStore outbox,
            @Reference(name = "log") LogStore log,
            @Reference(name = "channels") Channels channels,
            @Reference(name = "feed") LogFeed feed) {
        this(outbox, log, channels, feed, Clock.systemUTC());
    }

    OutboxSender(OutboxStore outbox, LogStore log, Channels channels, LogFeed feed, Clock clock) {
        this.outbox = outbox;
        this.log = log;
        this.channels = channels;
        this.clock = clock;
        this.subscription = feed.subscribe(this);
        this.loop = Thread.ofPlatform().name("outbox").daemon().start(this::run);
    }

    @Deactivate
    void close() {
        open = false;
        subscription.close();
        loop.interrupt();
        threads.shutdown();
        try {
            // A message cut off in the middle would be of unknown outcome, and a person's work.
            if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Looks for what is due at once. */
    void look() {
        wake.release();
    }

    @Override
    public void written(Written change) {
        if (!change.conversation().live() && !change.messages().isEmpty()) {
            wake.release();
        }
    }

    private void run() {
        while (open) {
            try {
                if (!sendDue()) {
                    wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("The outbox cannot be worked on just now: {}", e.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(IDLE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts sending what is due; answers whether there was anything. */
    private boolean sendDue() throws InterruptedException {
        slots.acquire();
        slots.release();
        var now = clock.instant();
        var due = outbox.claim(now, now.plus(LEASE), slots.availablePermits());
        for (var item : due) {
            slots.acquire();
            threads.execute(
                    () -> {
                        try {
                            deliver(item);
                        } finally {
                            slots.release();
                            // The conversation's next message may be due now.
                            wake.release();
                        }
                    });
        }
        return !due.isEmpty();
    }

    private void deliver(Item item) {
        try {
            var settlement = settlement(item);
            if (settlement.state() != State.SENT) {
                LOG.warn(
                        "Message {} of {} to {}: {} ({})",
                        item.seq(),
                        item.conversationId(),
                        item.to().channel(),
                        settlement.state(),
                        settlement.reason());
            }
            outbox.settle(item.id(), settlement);
        } catch (StoreException e) {
            LOG.error(
                    "The outcome of outbox row {} could not be kept; it is tried again after its lease",
                    item.id(),
                    e);
        }
    }

    private Settlement settlement(Item item) {
        try {
            return attempt(item);
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // Before anything was sent: a channel that cannot even say what it is able to show.
            LOG.warn(
                    "Message {} of {} could not be prepared", item.seq(), item.conversationId(), e);
            return again(item.attempts() + 1, Duration.ZERO, e.toString());
        }
    }

    private Settlement attempt(Item item) {
        var channel = channels.find(item.to().channel(), item.to().account());
        if (channel.isEmpty()) {
            // Its bundle may be being replaced, or come back tomorrow: waiting costs nothing.
            var due = clock.instant().plusSeconds(30);
            return new Settlement(
                    State.PENDING,
                    item.attempts(),
                    due,
                    "the channel is not installed",
                    Optional.empty());
        }
        var message = log.message(item.conversationId(), item.seq());
        if (message.isEmpty()) {
            return new Settlement(
                    State.DEAD,
                    item.attempts(),
                    clock.instant(),
                    "the message is gone",
                    Optional.empty());
        }
        return settle(item, channel.get(), send(channel.get(), item, message.get()));
    }

    /** Sends all pieces of a message; stops at the first that fails. */
    private static Delivery send(Channel channel, Item item, Message message) {
        Delivery last = new Delivery.Sent(Optional.empty());
        var pieces = new Degrading(channel.capabilities()).messages(message.parts());
        for (int i = 0; i < pieces.size(); i++) {
            var key = item.id() + (i == 0 ? "" : "-" + i);
            last = sendOne(channel, new Outbound(key, item.to(), pieces.get(i)));
            if (!(last instanceof Delivery.Sent)) {
                // Part of it has arrived: a repeat would double that part.
                return i > 0
                                && !channel.capabilities().idempotentSend()
                                && last instanceof Delivery.Later later
                        ? new Delivery.Unknown(
                                "only "
                                        + i
                                        + " of "
                                        + pieces.size()
                                        + " pieces arrived: "
                                        + later.reason())
                        : last;
            }
        }
        return last;
    }

    private static Delivery sendOne(Channel channel, Outbound outbound) {
        try {
            return channel.send(outbound);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Channel {} broke its contract and threw", channel.identity(), e);
            return new Delivery.Unknown("the channel failed: " + e);
        }
    }

    private Settlement settle(Item item, Channel channel, Delivery delivery) {
        var now = clock.instant();
        int attempts = item.attempts() + 1;
        return switch (delivery) {
            case Delivery.Sent sent ->
                    new Settlement(State.SENT, attempts, now, "", sent.externalId());
            case Delivery.Rejected rejected ->
                    new Settlement(State.DEAD, attempts, now, rejected.reason(), Optional.empty());
            case Delivery.Unknown unknown when !channel.capabilities().idempotentSend() ->
                    new Settlement(
                            State.UNKNOWN, attempts, now, unknown.reason(), Optional.empty());
            case Delivery.Unknown unknown -> again(attempts, Duration.ZERO, unknown.reason());
            case Delivery.Later later -> again(attempts, later.after(), later.reason());
        };
    }

    private Settlement again(int attempts, Duration atLeast, String reason) {
        var now = clock.instant();
        if (attempts >= TRIES) {
            return new Settlement(
                    State.DEAD,
                    attempts,
                    now,
                    "given up after " + attempts + " tries: " + reason,
                    Optional.empty());
        }
        // 1 s, 2 s, 4 s … up to 10 minutes, each up to a quarter longer so that many do not come at
        // once.
        long backOff = Math.min(600_000, 1_000L << Math.min(attempts - 1, 20));
        long wait =
                Math.max(
                        atLeast.toMillis(),
                        backOff + ThreadLocalRandom.current().nextLong(backOff / 4 + 1));
        return new Settlement(
                State.PENDING, attempts, now.plusMillis(wait), reason, Optional.empty());
    }
}
