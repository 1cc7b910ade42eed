package io.dragoman.events.internal;

import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions in memory, for the writer of the log, which must not wait. What another node
 * changes is seen within seconds. Thread-safe.
 */
@Component(service = SubscriptionBook.class)
public final class SubscriptionBook {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionBook.class);
    private static final long LOOK_EVERY_SECONDS = 5;

    private final EventStore store;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("event-subscriptions").daemon().factory());
    private volatile List<Subscription> all;

    @Activate
    public SubscriptionBook(@Reference(name = "store") EventStore store) {
        this.store = store;
        this.all = store.subscriptions();
        timer.scheduleWithFixedDelay(
                this::lookAgain, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
    }

    private void lookAgain() {
        try {
            refresh();
        } catch (StoreException e) {
            LOG.debug("The subscriptions stay as they were: {}", e.getMessage());
        }
    }

    /** Reads them again. */
    void refresh() {
        all = store.subscriptions();
    }

    List<Subscription> all() {
        return all;
    }

    Optional<Subscription> find(String id) {
        return all.stream().filter(subscription -> subscription.id().equals(id)).findFirst();
    }

    /** The ids of those who want to hear of something. */
    List<String> wanting(String site, String type) {
        var now = all;
        return now.isEmpty()
                ? List.of()
                : now.stream()
                        .filter(subscription -> subscription.wants(site, type))
                        .map(Subscription::id)
                        .toList();
    }
}
