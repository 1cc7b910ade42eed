package io.dragoman.conversation;

import io.dragoman.storage.LogStore.Outcome.Written;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every change of every conversation after it is durable, in the order of {@code dseq}.
 * Subscribed at {@link LogFeed}. Called on the writer's own thread: it must return at once and may
 * not wait for the log.
 */
@ConsumerType
public interface LogListener {

    /** A change was written. */
    void written(Written change);
}
