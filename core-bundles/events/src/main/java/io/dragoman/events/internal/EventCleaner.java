package io.dragoman.events.internal;

import io.dragoman.storage.CautiousClock;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.StoreException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is too old: events and their deliveries, ids of platforms' messages, records of sent
 * messages. Disables endpoints for which too much waits. In small steps, so that nobody waits for
 * it.
 */
@Component(service = EventCleaner.class, immediate = true)
public final class EventCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(EventCleaner.class);
    private static final int STEP = 500;
    private static final int MOST_STEPS = 2_000;

    private final EventStore events;
    private final LogStore log;
    private final OutboxStore outbox;
    private final SubscriptionBook book;
    private final EventAlarms alarms;
    private final EventSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("event-cleaner").daemon().factory());

    @Activate
    public EventCleaner(
            @Reference(name = "events") EventStore events,
            @Reference(name = "log") LogStore log,
            @Reference(name = "outbox") OutboxStore outbox,
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "alarms") EventAlarms alarms,
            @Reference(name = "clock") CautiousClock clock,
            @Reference(name = "settings") EventSettings settings) {
        this(events, log, outbox, book, alarms, settings, clock);
        timer.scheduleWithFixedDelay(this::bound, 1, 1, TimeUnit.MINUTES);
        timer.scheduleWithFixedDelay(this::clean, 5, 60, TimeUnit.MINUTES);
    }

    /** Does nothing by itself: whoever makes it calls {@link #clean} and {@link #bound}. */
    EventCleaner(
            EventStore events,
            LogStore log,
            OutboxStore outbox,
            SubscriptionBook book,
            EventAlarms alarms,
            EventSettings settings,
            Clock clock) {
        this.events = events;
        this.log = log;
        this.outbox = outbox;
        this.book = book;
        this.alarms = alarms;
        this.settings = settings;
        this.clock = clock;
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
    }

    /** Forgets what is too old. */
    void clean() {
        var now = clock.instant();
        try {
            repeat(() -> events.forget(now.minus(settings.keep()), STEP));
            repeat(() -> log.forgetArrivals(now.minus(settings.keepArrivals()), STEP));
            repeat(() -> outbox.forgetSent(now.minus(settings.keepSent()), STEP));
        } catch (StoreException e) {
            LOG.warn("What is old stays for another hour: {}", e.getMessage());
        }
    }

    private static void repeat(IntSupplier step) {
        for (int i = 0; i < MOST_STEPS && step.getAsInt() >= STEP; i++) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /** Stops writing for endpoints that are too far behind. */
    void bound() {
        try {
            book.all().stream().filter(Subscription::enabled).forEach(this::bound);
        } catch (StoreException e) {
            LOG.warn("Nobody knows how much waits: {}", e.getMessage());
        }
    }

    private void bound(Subscription one) {
        int most = settings.mostWaiting();
        if (events.waiting(one.id(), most) < most) {
            return;
        }
        var reason = most + " events wait for it; enable it again when it can keep up";
        if (events.disable(one.id(), reason, clock.instant())) {
            book.refresh();
            alarms.disabled(one, reason);
        }
    }
}
