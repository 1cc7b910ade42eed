package io.dragoman.gateway.internal;

import io.dragoman.conversation.Channels;
import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.DueLoop;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.MediaLinks;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import io.dragoman.storage.OutboxStore.Settlement;
import io.dragoman.storage.OutboxStore.State;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
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
    private static final int AT_ONCE = 64;

    /**
     * No wait is longer than a quarter of an hour, but for a platform's wish, which it will have
     * again. A message cut off in the middle would be of unknown outcome, and a person's work.
     */
    private static final DueLoop.Pace PACE =
            new DueLoop.Pace(
                    "outbox",
                    "messages",
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(12));

    /** How long an outcome is tried to be kept; less than the lease. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final OutboxStore outbox;
    private final LogStore log;
    private final OutboxAttempts attempts;
    private final SignalBus signals;
    private final Clock clock;
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final DueLoop loop;
    private final Subscription subscription;

    @Activate
    public OutboxSender(
            @Reference(name = "outbox") OutboxStore outbox,
            @Reference(name = "log") LogStore log,
            @Reference(name = "channels") Channels channels,
            @Reference(name = "feed") LogFeed feed,
            @Reference(name = "signals") SignalBus signals,
            @Reference(name = "links") MediaLinks links) {
        this(outbox, log, channels, feed, signals, links, Clock.systemUTC());
    }

    OutboxSender(
            OutboxStore outbox,
            LogStore log,
            Channels channels,
            LogFeed feed,
            SignalBus signals,
            MediaLinks links,
            Clock clock) {
        this.outbox = outbox;
        this.log = log;
        this.attempts = new OutboxAttempts(log, channels, links, clock, new Random());
        this.signals = signals;
        this.clock = clock;
        this.loop = new DueLoop(PACE, outbox, clock, this::sendDue);
        this.subscription = feed.subscribe(this);
        loop.begin();
    }

    @Deactivate
    void close() {
        subscription.close();
        loop.close();
    }

    /** Looks for what is due at once. */
    void look() {
        loop.look();
    }

    @Override
    public void written(Written change) {
        if (!change.conversation().live() && !change.messages().isEmpty()) {
            loop.look();
        }
    }

    /** Starts sending what is due; answers whether there was anything. */
    private boolean sendDue() throws InterruptedException {
        slots.acquire();
        slots.release();
        var now = clock.instant();
        var due = outbox.claim(now, now.plus(LEASE), slots.availablePermits());
        for (var item : due) {
            if (!underway.add(item.id())) {
                // A long message outlives its lease; it is being sent here, and only once.
                continue;
            }
            slots.acquire();
            loop.execute(
                    () -> {
                        try {
                            deliver(item);
                        } finally {
                            slots.release();
                        }
                    });
        }
        return !due.isEmpty();
    }

    private void deliver(Item item) {
        try {
            var settlement = attempt(item);
            if (settlement.state() != State.SENT) {
                LOG.warn(
                        "Message {} of {} to {}: {} ({})",
                        item.seq(),
                        item.conversationId(),
                        item.to().channel(),
                        settlement.state(),
                        settlement.reason());
            }
            keep(item, settlement);
            tell(item, settlement);
        } catch (StoreException e) {
            LOG.error(
                    "The outcome of outbox row {} could not be kept; it is looked at after its"
                            + " lease",
                    item.id(),
                    e);
        }
    }

    private Settlement attempt(Item item) {
        try {
            return attempts.settlement(item);
        } finally {
            // From here on the row's lease alone says whose it is.
            underway.remove(item.id());
        }
    }

    /**
     * A message was sent, or not, and nothing can undo that: while the database is away it is tried
     * again and again, or the row would have to be called unknown.
     */
    private void keep(Item item, Settlement settlement) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                outbox.settle(item.id(), settlement);
                return;
            } catch (StoreException e) {
                if (System.nanoTime() > end || !loop.pause()) {
                    throw e;
                }
            }
        }
    }

    private void tell(Item item, Settlement settlement) {
        log.conversation(item.conversationId())
                .ifPresent(
                        about ->
                                signals.delivery(
                                        about,
                                        item.seq(),
                                        Delivery.of(settlement.state(), settlement.reason())));
    }
}
