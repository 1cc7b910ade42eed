package io.dragoman.events;

import io.dragoman.storage.EventStore.Event;
import io.dragoman.storage.EventStore.Subscription;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What the edges need of the event feed. Thread-safe. */
@ProviderType
public interface EventFeed {

    /**
     * The event of something that does not happen in the log, to be kept with its cause; empty when
     * nobody wants to hear of it.
     *
     * @param data its fields
     */
    List<EventDraft> drafts(String site, EventType type, Map<String, Object> data);

    /** The event of a ticket that is opened or changed, to be kept with it. */
    List<EventDraft> drafts(Ticket ticket, boolean isNew);

    /** Takes up at once that subscriptions have changed. */
    void refresh();

    /** Looks at once for what is to be delivered. */
    void look();

    /** Sends a {@link EventType#TEST_PING} to a subscription, whatever its types. */
    void test(Subscription subscription);

    /**
     * What is wrong with an address; empty when events may go there. Waits a little for its host's
     * name to be resolved.
     */
    Optional<String> complaint(String url);

    /** A new signing secret. */
    String newSecret();

    /** The body of an event as it is sent. */
    String body(Event event);
}
