package io.dragoman.conversation.internal;

import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message.Author;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/** Signals within this process. */
@Component(service = SignalBus.class)
public final class LocalSignalBus implements SignalBus {

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void typing(String conversationId, Author from, boolean on) {
        listeners.forEach(listener -> listener.typing(conversationId, from, on));
    }

    @Override
    public void delivery(Conversation conversation, long seq, Delivery delivery) {
        listeners.forEach(listener -> listener.delivery(conversation, seq, delivery));
    }

    @Override
    public void notice(String level, String key, Map<String, String> args) {
        listeners.forEach(listener -> listener.notice(level, key, args));
    }

    @Override
    public Subscription subscribe(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
