package io.dragoman.events.internal;

import io.dragoman.api.json.Json;
import io.dragoman.conversation.Ids;
import io.dragoman.events.EventFeed;
import io.dragoman.events.EventType;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Event;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Ticket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The event feed as the edges see it. Thread-safe. */
@Component(service = EventFeed.class)
public final class StoreEventFeed implements EventFeed {

    private static final int SECRET_BYTES = 32;
    private static final String ANY_SITE = "";

    private final EventStore store;
    private final SubscriptionBook book;
    private final ChangeEvents changes;
    private final EventSender sender;
    private final Json json;
    private final EventBody bodies;
    private final Targets targets;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock, random);

    @Activate
    public StoreEventFeed(
            @Reference(name = "store") EventStore store,
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "changes") ChangeEvents changes,
            @Reference(name = "sender") EventSender sender,
            @Reference(name = "settings") EventSettings settings,
            @Reference(name = "json") Json json) {
        this.store = store;
        this.book = book;
        this.changes = changes;
        this.sender = sender;
        this.json = json;
        this.bodies = new EventBody(json);
        this.targets = new Targets(settings);
    }

    @Override
    public List<EventDraft> drafts(String site, EventType type, Map<String, Object> data) {
        return changes.drafts(site, type, () -> data);
    }

    @Override
    public List<EventDraft> drafts(Ticket ticket, boolean isNew) {
        return changes.of(ticket, isNew);
    }

    @Override
    public void refresh() {
        book.refresh();
        sender.look();
    }

    @Override
    public void look() {
        sender.look();
    }

    @Override
    public void test(Subscription subscription) {
        var data = Map.of("subscription", subscription.id(), "name", subscription.name());
        var event =
                new EventDraft(
                        "evt_" + ids.next(),
                        EventType.TEST_PING.wire(),
                        json.write(data),
                        List.of(subscription.id()));
        store.add(subscription.site().orElse(ANY_SITE), event, clock.instant());
        sender.look();
    }

    @Override
    public Optional<String> complaint(String url) {
        // A host that cannot be found now may be there tomorrow.
        return targets.judge(url) instanceof Targets.Judgement.Forbidden forbidden
                ? Optional.of(forbidden.reason())
                : Optional.empty();
    }

    @Override
    public String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String body(Event event) {
        return bodies.of(event);
    }
}
