package io.dragoman.handoff.internal;

import io.dragoman.conversation.Delivery;
import io.dragoman.conversation.Delivery.State;
import io.dragoman.conversation.SignalBus;
import io.dragoman.conversation.Subscription;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.OutboxStore;
import io.dragoman.storage.OutboxStore.Item;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Knows how far our messages have come: from the outbox, from what the customer has read, and for
 * those who read the log themselves from what their devices took. The last is kept in memory only;
 * after a start a message counts as sent until its reader is heard of again. Thread-safe.
 */
@Component(service = Deliveries.class)
public final class Deliveries implements SignalBus.Listener {

    private static final int MOST_REMEMBERED = 20_000;

    private final OutboxStore outbox;
    private final Subscription subscription;
    private final Map<String, Long> taken = new LinkedHashMap<>(16, 0.75f, true);

    @Activate
    public Deliveries(
            @Reference(name = "outbox") OutboxStore outbox,
            @Reference(name = "signals") SignalBus signals) {
        this.outbox = outbox;
        this.subscription = signals.subscribe(this);
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    @Override
    public void typing(String conversationId, Author from, boolean on) {}

    @Override
    public void delivery(Conversation conversation, long seq, Delivery delivery) {
        if (delivery.state() != State.DELIVERED) {
            return;
        }
        synchronized (taken) {
            taken.merge(conversation.id(), seq, Math::max);
            if (taken.size() > MOST_REMEMBERED) {
                var eldest = taken.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
        }
    }

    /** How far some messages of a conversation have come. */
    record Found(Conversation conversation, long taken, Map<Long, Item> rows) {

        /** Empty for what customers say. */
        Optional<Delivery> of(Message message) {
            if (message.from().kind() == Kind.VISITOR) {
                return Optional.empty();
            }
            var row = Optional.ofNullable(rows.get(message.seq()));
            var sent =
                    row.map(item -> Delivery.of(item.state(), item.reason()))
                            .orElseGet(() -> Delivery.of(State.SENT));
            if (sent.state() != State.SENT) {
                return Optional.of(sent);
            }
            if (message.seq() <= conversation.read().visitor()) {
                return Optional.of(Delivery.of(State.READ));
            }
            return Optional.of(message.seq() <= taken ? Delivery.of(State.DELIVERED) : sent);
        }
    }

    Found of(Conversation conversation, List<Message> messages) {
        if (messages.isEmpty()) {
            return new Found(conversation, 0, Map.of());
        }
        if (conversation.live()) {
            synchronized (taken) {
                return new Found(conversation, taken.getOrDefault(conversation.id(), 0L), Map.of());
            }
        }
        long from = messages.getFirst().seq();
        long to = messages.getLast().seq();
        var rows =
                outbox.of(conversation.id(), from, to).stream()
                        .collect(Collectors.toMap(Item::seq, Function.identity()));
        return new Found(conversation, 0, rows);
    }
}
