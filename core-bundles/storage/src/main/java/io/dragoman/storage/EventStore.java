package io.dragoman.storage;

import io.dragoman.storage.LogStore.EventDraft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who hears of what happens here, and what has been told to whom. Events and their deliveries are
 * made with their cause: by {@link LogStore#write} and {@link DeskStore#save(Ticket, List)}.
 * Thread-safe; throws {@link StoreException}.
 */
@ProviderType
public interface EventStore extends DueStore {

    /** All subscriptions, oldest first. */
    List<Subscription> subscriptions();

    /** Inserts or replaces by id. */
    void save(Subscription subscription);

    /** Deletes a subscription with all its deliveries. */
    boolean delete(String subscription);

    /** Since when calls have failed; empty when the last one worked. */
    void failing(String subscription, Optional<Instant> since);

    /** Writes nothing more to it until it is enabled again; answers whether it was enabled. */
    boolean disable(String subscription, String reason, Instant now);

    /**
     * Somebody who hears of events.
     *
     * @param site only of this site; of all when empty
     * @param previousSecret also signs until {@code previousUntil}
     * @param types the types of events that are wanted
     * @param disabledReason why it is not enabled; empty when a person chose so
     * @param failingSince since when every call has failed
     */
    record Subscription(
            String id,
            Optional<String> site,
            String name,
            String url,
            String secret,
            Optional<String> previousSecret,
            Optional<Instant> previousUntil,
            Set<String> types,
            boolean enabled,
            String disabledReason,
            Optional<Instant> failingSince,
            Instant createdAt,
            Instant updatedAt) {
        public Subscription {
            types = Set.copyOf(types);
        }

        /** Whether an event goes to it. */
        public boolean wants(String ofSite, String type) {
            return enabled && types.contains(type) && site.filter(s -> !s.equals(ofSite)).isEmpty();
        }
    }

    /** An event that has no cause in a conversation: a try. */
    void add(String site, EventDraft event, Instant now);

    /**
     * Deliveries of a subscription that are due, oldest first, leased until {@code leaseUntil} so
     * that nobody else gets them.
     */
    List<Due> claim(String subscription, Instant now, Instant leaseUntil, int limit);

    /** A delivery to be made, with what it brings. */
    record Due(Delivery delivery, Event event) {}

    /**
     * What happened. The body is its data as JSON; the number is the desk's, 0 when it has none.
     */
    record Event(
            String id,
            String site,
            String conversationId,
            long dseq,
            String type,
            String json,
            Instant at) {}

    /** An event on its way to a subscription. */
    record Delivery(
            String id,
            String subscription,
            String eventId,
            String site,
            String type,
            State state,
            int attempts,
            Instant dueAt,
            Instant createdAt,
            int status,
            String reason) {}

    /** Where a delivery stands. */
    enum State {
        PENDING,
        DELIVERED,
        /** Given up; a person may send it again. */
        FAILED
    }

    /**
     * What became of one call.
     *
     * @param status the HTTP status; 0 when there was no answer
     * @param headers what was sent beside the body, one a line
     * @param response the beginning of the answer
     * @param reason why it did not work; empty when it did
     */
    record Attempt(
            Instant at,
            int status,
            long latencyMillis,
            String url,
            String headers,
            String response,
            String reason) {}

    /** Records a call and what becomes of its delivery. */
    void settle(String delivery, Attempt attempt, State next, int attempts, Instant dueAt);

    /** Deliveries, newest first. */
    Page<Delivery> deliveries(Filter filter, Optional<String> cursor, int limit);

    /** What to list; empty fields do not matter. */
    record Filter(
            Optional<String> subscription,
            Optional<State> state,
            Optional<String> type,
            Optional<String> event) {}

    /** One delivery. */
    Optional<Delivery> delivery(String id);

    /** One event. */
    Optional<Event> event(String id);

    /** The calls of a delivery, oldest first. */
    List<Attempt> attempts(String delivery);

    /** Makes a delivery due again that is not under way. */
    boolean redeliver(String id, Instant now);

    /** Makes all FAILED deliveries of a subscription due again; answers how many. */
    int redeliverFailed(String subscription, Instant now);

    /** How many deliveries of a subscription wait, counted up to {@code most}. */
    int waiting(String subscription, int most);

    /**
     * Forgets deliveries, calls and events from before; answers how many rows. At most {@code
     * limit} of each.
     */
    int forget(Instant before, int limit);
}
