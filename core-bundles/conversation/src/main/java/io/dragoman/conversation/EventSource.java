package io.dragoman.conversation;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.EventDraft;
import io.dragoman.storage.Ticket;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows which changes other systems want to hear of. Asked within the transaction of the change, so
 * that an event is kept if and only if its cause is. Thread-safe; answers from memory.
 */
@ConsumerType
public interface EventSource {

    /** Nobody wants to hear of anything. */
    EventSource NONE = (before, change) -> List.of();

    /**
     * The events of a change, those that it brings along included, each with its receivers.
     *
     * @param before the conversation as it is now
     */
    List<EventDraft> of(Conversation before, Change.Write change);

    /**
     * The events of a ticket that is kept outside the log, to be kept with it.
     *
     * @param isNew whether the ticket is opened, and not changed
     */
    default List<EventDraft> of(Ticket ticket, boolean isNew) {
        return List.of();
    }
}
