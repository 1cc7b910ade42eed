package io.dragoman.conversation;

import io.dragoman.storage.Message.Author;
import org.osgi.annotation.versioning.ProviderType;

/** Passes on signals that are not kept: somebody types. Thread-safe. */
@ProviderType
public interface SignalBus {

    /** Tells everybody who listens that somebody began or stopped typing. */
    void typing(String conversationId, Author from, boolean on);

    /** Tells the listener of every signal from now on, until the subscription is closed. */
    Subscription subscribe(Listener listener);

    /** Hears of signals; must return at once. */
    @FunctionalInterface
    interface Listener {

        /** Somebody began or stopped typing. */
        void typing(String conversationId, Author from, boolean on);
    }
}
