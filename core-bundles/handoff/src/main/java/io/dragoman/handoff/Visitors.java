package io.dragoman.handoff;

import org.osgi.annotation.versioning.ProviderType;

/** Who of the visitors of our own chat is connected. Thread-safe. */
@ProviderType
public interface Visitors {

    /** Whether the visitor of a conversation has the chat open somewhere. */
    boolean online(String conversationId);
}
