package io.dragoman.events.internal;

import io.dragoman.conversation.DueLoop;
import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Due;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings events to their endpoints, a few at once to each, so that a slow one holds up no other.
 * One that fails gets a single call at a time until it is well again.
 */
@Component(service = EventSender.class, immediate = true)
public final class EventSender implements LogListener {

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);

    /** Longer than a call may take, with time to record it. */
    private static final Duration LEASE = Duration.ofSeconds(90);

    private static final int AT_ONCE = 8;

    /**
     * Nothing waits longer than the longest wait of the {@link Schedule} and a fifth. Receivers
     * know an event by its id, so one cut off is harmlessly sent again after a start.
     */
    private static final DueLoop.Pace PACE =
            new DueLoop.Pace(
                    "event-feed",
                    "events",
                    Duration.ofSeconds(1),
                    Duration.ofHours(29),
                    Duration.ofSeconds(5));

    private final EventStore store;
    private final SubscriptionBook book;
    private final ChangeEvents changes;
    private final EventDelivery delivery;
    private final Clock clock;
    private final Map<String, AtomicInteger> underway = new ConcurrentHashMap<>();
    private final DueLoop loop;
    private final Subscription subscription;

    @Activate
    public EventSender(
            @Reference(name = "store") EventStore store,
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "changes") ChangeEvents changes,
            @Reference(name = "delivery") EventDelivery delivery,
            @Reference(name = "feed") LogFeed feed) {
        this(store, book, changes, delivery, feed, Clock.systemUTC());
    }

    EventSender(
            EventStore store,
            SubscriptionBook book,
            ChangeEvents changes,
            EventDelivery delivery,
            LogFeed feed,
            Clock clock) {
        this.store = store;
        this.book = book;
        this.changes = changes;
        this.delivery = delivery;
        this.clock = clock;
        this.loop = new DueLoop(PACE, store, clock, this::sendDue);
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
        if (changes.takeDrafted()) {
            loop.look();
        }
    }

    /** Starts what is due; answers whether there was anything. */
    private boolean sendDue() {
        boolean any = false;
        for (var to : book.all()) {
            if (to.enabled()) {
                any |= sendDue(to);
            }
        }
        return any;
    }

    private boolean sendDue(EventStore.Subscription to) {
        var busy = underway.computeIfAbsent(to.id(), id -> new AtomicInteger());
        int free = (to.failingSince().isPresent() ? 1 : AT_ONCE) - busy.get();
        if (free <= 0) {
            return false;
        }
        var now = clock.instant();
        var due = store.claim(to.id(), now, now.plus(LEASE), free);
        for (var one : due) {
            busy.incrementAndGet();
            loop.execute(() -> send(to, one, busy));
        }
        return !due.isEmpty();
    }

    private void send(EventStore.Subscription to, Due due, AtomicInteger busy) {
        try {
            delivery.send(book.find(to.id()).orElse(to), due);
        } catch (StoreException e) {
            LOG.warn(
                    "How event {} went to {} could not be kept; it is sent again: {}",
                    due.event().id(),
                    to.name(),
                    e.getMessage());
        } finally {
            busy.decrementAndGet();
        }
    }
}
