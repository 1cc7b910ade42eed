package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.dialogue.OfferedOptions;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands "2" and the words of a button as answers to the options of the bot's last message,
 * whichever stage offered them. Remembers the offers of the latest conversations, so that a turn
 * seldom costs a query. Thread-safe.
 */
final class Offers {

    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_ANSWER = 100;
    private static final int LOOK_BACK = 10;

    private record Offer(long seq, List<Part.Action> options) {}

    private final LogStore store;
    private final Map<String, Offer> latest =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Offer> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Offers(LogStore store) {
        this.store = store;
    }

    /** Takes note of what the bot has just said. */
    void said(Message message) {
        synchronized (latest) {
            latest.put(
                    message.conversationId(),
                    new Offer(message.seq(), ChosenOption.offered(message.parts())));
        }
    }

    /**
     * The turn as if the meant button had been pressed; the turn itself when none is meant.
     *
     * @param own the options of the running dialogue, which understands answers to them itself
     */
    Turn understood(Turn turn, List<Part.Action> own) {
        var text = turn.text();
        if (text.isEmpty()
                || text.length() > LONGEST_ANSWER
                || ChosenOption.in(turn.message().parts()).isPresent()) {
            return turn;
        }
        var options = options(turn.message());
        return options.equals(own)
                ? turn
                : OfferedOptions.chosen(text, options).map(turn::choosing).orElse(turn);
    }

    private List<Part.Action> options(Message message) {
        if (message.seq() <= 1) {
            return List.of();
        }
        synchronized (latest) {
            var offer = latest.get(message.conversationId());
            if (offer != null && offer.seq() == message.seq() - 1) {
                return offer.options();
            }
        }
        return lastOfBot(message).map(last -> ChosenOption.offered(last.parts())).orElse(List.of());
    }

    /** What the bot said last, unless somebody else has spoken since. */
    private Optional<Message> lastOfBot(Message message) {
        long before = message.seq() - 1;
        long after = Math.max(0, before - LOOK_BACK);
        return store
                .messages(message.conversationId(), after, (int) (before - after))
                .reversed()
                .stream()
                .filter(earlier -> earlier.from().kind() != Kind.VISITOR)
                .findFirst()
                .filter(last -> last.from().kind() == Kind.BOT);
    }
}
