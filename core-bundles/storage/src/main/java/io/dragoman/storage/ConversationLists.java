package io.dragoman.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Conversations as the desk looks for them. Thread-safe; throws {@link StoreException} when the
 * database cannot be reached or refuses.
 */
@ProviderType
public interface ConversationLists {

    /** Conversations for the desk's list, newest activity first. */
    Page<Conversation> list(Filter filter, Optional<String> cursor, int limit);

    /**
     * What to list; empty fields do not matter.
     *
     * @param assignee a user id, or {@code none}
     * @param teams only of these teams or without a team; all when empty
     * @param text part of a message, of the contact's name or of an id
     */
    record Filter(
            Optional<String> site,
            List<Conversation.State> states,
            Optional<String> assignee,
            List<String> teams,
            Optional<String> channel,
            Optional<String> contactId,
            Optional<String> tag,
            Optional<String> text) {
        public static final Filter ALL =
                new Filter(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /** Waiting conversations of a team, in the order they are to be taken: priority, then time. */
    List<Conversation> queue(String site, String team);

    /** All waiting conversations of all sites, in the order they are to be taken. */
    List<Conversation> allQueued();

    /** How many conversations an agent holds in state HUMAN, by user id. */
    Map<String, Integer> loads();
}
