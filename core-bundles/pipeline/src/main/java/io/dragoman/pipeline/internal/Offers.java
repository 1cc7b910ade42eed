package io.dragoman.pipeline.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.dialogue.OfferedOptions;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands "2" and the words of a button as answers to the options of the bot's last message,
 * whichever stage offered them. Follows the log for it, so that a turn seldom costs a query,
 * however many messages of its conversation wait. Thread-safe.
 */
final class Offers {

    private static final int REMEMBERED = 10_000;

    /** More messages of one conversation than may be underway are not kept. */
    private static final int MOST_WAITING = 600;

    private static final int LONGEST_ANSWER = 100;
    private static final int LOOK_BACK = 10;

    /** The end of one conversation, as far as it was heard without a gap. */
    private static final class Tail {
        private long upTo;

        /** What was offered last; empty when that was not heard. */
        private Optional<List<Part.Action>> offered = Optional.empty();

        /** What had been offered when messages came whose turn is not yet, by their numbers. */
        private final Map<Long, List<Part.Action>> before = new HashMap<>();

        private void add(Message message, boolean forBot) {
            if (message.seq() == 1) {
                offered = Optional.of(List.of());
            } else if (message.seq() != upTo + 1) {
                // Another node has written in between.
                offered = Optional.empty();
                before.clear();
            }
            upTo = message.seq();
            if (message.from().kind() == Kind.VISITOR) {
                if (forBot && before.size() < MOST_WAITING) {
                    offered.ifPresent(options -> before.put(message.seq(), options));
                }
            } else if (message.from().kind() == Kind.BOT) {
                offered = Optional.of(ChosenOption.offered(message.parts()));
            } else {
                offered = Optional.of(List.of());
            }
        }
    }

    private final LogStore store;
    private final Map<String, Tail> tails =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Tail> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Offers(LogStore store) {
        this.store = store;
    }

    /** Takes note of what was said; for one thread, in the order of the log. */
    void heard(Written change) {
        if (change.messages().isEmpty()) {
            return;
        }
        var state = change.conversation().state();
        boolean forBot = state == State.BOT || state == State.QUEUED;
        synchronized (tails) {
            var tail = tails.computeIfAbsent(change.conversation().id(), id -> new Tail());
            change.messages().forEach(message -> tail.add(message, forBot));
        }
    }

    /**
     * The turn as if the meant button had been pressed; the turn itself when none is meant.
     *
     * @param own the options of the running dialogue, which understands answers to them itself
     */
    Turn understood(Turn turn, List<Part.Action> own) {
        var known = known(turn.message());
        var text = turn.text();
        if (text.isEmpty()
                || text.length() > LONGEST_ANSWER
                || ChosenOption.in(turn.message().parts()).isPresent()) {
            return turn;
        }
        var options = known.orElseGet(() -> read(turn.message()));
        return options.equals(own)
                ? turn
                : OfferedOptions.chosen(text, options).map(turn::choosing).orElse(turn);
    }

    /** What had been offered when a message came; its turn is now, so it is forgotten. */
    private Optional<List<Part.Action>> known(Message message) {
        if (message.seq() <= 1) {
            return Optional.of(List.of());
        }
        synchronized (tails) {
            return Optional.ofNullable(tails.get(message.conversationId()))
                    .map(tail -> tail.before.remove(message.seq()));
        }
    }

    private List<Part.Action> read(Message message) {
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
