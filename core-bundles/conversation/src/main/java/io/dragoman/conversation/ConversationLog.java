package io.dragoman.conversation;

import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one way to change a conversation. Whoever writes (customer, agent, bot, rule), the order of
 * the log is the order in which the single writer takes the entries. Thread-safe.
 */
@ProviderType
public interface ConversationLog {

    /**
     * Queues an entry. The future completes once the entry is durable (or refused), after the
     * listeners were told; exceptionally with {@link OverloadedException} when the writer is behind
     * and with {@link StoreException} when the database fails. Nothing is written then.
     */
    CompletableFuture<Outcome> append(Entry entry);

    /**
     * Appends and waits for the outcome.
     *
     * @throws OverloadedException when the writer is behind
     * @throws StoreException when the database fails or does not answer within {@code limit}; the
     *     entry may still be written then, so give it a client key
     */
    default Outcome appendAndWait(Entry entry, Duration limit) {
        try {
            return append(entry).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new StoreException("The log could not be written", e.getCause());
        } catch (TimeoutException e) {
            throw new StoreException("The log was not written within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while waiting for the log", e);
        }
    }
}
