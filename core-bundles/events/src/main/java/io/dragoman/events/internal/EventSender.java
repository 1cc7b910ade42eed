package io.dragoman.events.internal;

import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.SetBack;
import io.dragoman.conversation.SteadyClock;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Due;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 8;

    /** The longest wait of the {@link Schedule}, and a fifth. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(29);

    private final EventStore store;
    private final SubscriptionBook book;
    private final ChangeEvents changes;
    private final EventDelivery delivery;
    private final Clock clock;
    private final SetBack setBack;
    private final Semaphore wake = new Semaphore(0);
    private final Map<String, AtomicInteger> underway = new ConcurrentHashMap<>();
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("event-", 0).factory());
    private final Subscription subscription;
    private final Thread loop;
    private volatile boolean open = true;

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
        this.setBack = new SetBack(clock, SteadyClock.begin());
        this.subscription = feed.subscribe(this);
        this.loop = Thread.ofPlatform().name("event-feed").daemon().start(this::run);
    }

    @Deactivate
    void close() {
        open = false;
        subscription.close();
        loop.interrupt();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                // Receivers know an event by its id, so sending it again after a start is harmless.
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
        if (changes.takeDrafted()) {
            wake.release();
        }
    }

    private void run() {
        boolean begun = false;
        while (open) {
            try {
                begun = mendDueTimes(begun);
                if (!sendDue()) {
                    wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Events cannot be sent just now: {}", e.toString());
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** Due times are times of day: a clock that was ahead has put off what waits. */
    private boolean mendDueTimes(boolean begun) {
        setBack.look(
                back ->
                        LOG.warn(
                                "The clock was set back by {} s; {} waiting events are due so"
                                        + " much earlier",
                                back.toSeconds(),
                                store.clockSetBack(back)));
        if (!begun) {
            int late = store.dueAtLatest(clock.instant().plus(LONGEST_WAIT));
            if (late > 0) {
                LOG.warn("{} waiting events were put off by a clock that was ahead", late);
            }
        }
        return true;
    }

    private boolean pause() {
        try {
            // Nothing but the end may shorten the pause after a failure of the store.
            return !threads.awaitTermination(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
            threads.execute(() -> send(to, one, busy));
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
            wake.release();
        }
    }
}
