package io.dragoman.conversation;

import io.dragoman.storage.Message.Author;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Passing signals that are not kept: somebody types. Whoever shows them publishes this service;
 * {@link #typing} must return at once.
 */
@ConsumerType
public interface Signals {

    /** Somebody began or stopped typing. */
    void typing(String conversationId, Author from, boolean on);
}
