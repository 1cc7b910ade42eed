package io.dragoman.conversation;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message.Author;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Passes on signals that are not kept: somebody types, a message has come further on its way.
 * Thread-safe.
 */
@ProviderType
public interface SignalBus {

    /** Tells everybody who listens that somebody began or stopped typing. */
    void typing(String conversationId, Author from, boolean on);

    /** Tells everybody who listens how far a message has come. */
    void delivery(Conversation conversation, long seq, Delivery delivery);

    /**
     * Tells everybody who listens what those who supervise should know at once.
     *
     * @param level {@code info}, {@code warn} or {@code bad}
     * @param key of the text that says it
     * @param args of that text
     */
    void notice(String level, String key, Map<String, String> args);

    /** Tells the listener of every signal from now on, until the subscription is closed. */
    Subscription subscribe(Listener listener);

    /** Hears of signals; must return at once. */
    @FunctionalInterface
    interface Listener {

        /** Somebody began or stopped typing. */
        void typing(String conversationId, Author from, boolean on);

        /** A message has come further; when it is delivered, so are those before it. */
        default void delivery(Conversation conversation, long seq, Delivery delivery) {}

        /** Those who supervise should know something. */
        default void notice(String level, String key, Map<String, String> args) {}
    }
}
