package io.dragoman.storage;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which changes customers have agreed to, or programs have asked for under a key, and what became
 * of them, so that each is made once. Thread-safe; throws {@link StoreException}.
 */
@ProviderType
public interface ToolRunStore {

    /**
     * A change on its way, or made.
     *
     * @param key of the change; the same whenever the same question is answered
     * @param conversationId in which it was agreed to; empty when a program has asked for it
     * @param arguments as JSON
     * @param outcome how it ended, as JSON; empty while it runs, or when the process died meanwhile
     * @param at when it began
     */
    record Run(
            String key,
            String conversationId,
            String skill,
            String tool,
            Optional<String> customerId,
            String arguments,
            String outcome,
            Instant at) {}

    /**
     * Notes that a change begins; durable on return. Of two calls with one key only one is the
     * first.
     *
     * @return the earlier run of this key; empty when this is the first
     */
    Optional<Run> begin(Run run);

    /** Notes how a change ended. */
    void end(String key, String outcome, Instant at);

    /** Forgets a change that was not made after all; its key may be used again. */
    void forget(String key);
}
