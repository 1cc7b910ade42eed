package io.dragoman.pipeline.internal;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one conversation that wait for the bot. Not thread-safe: touched only inside the
 * atomic operations of the map that holds it.
 */
final class Mailbox {

    /** So many characters more count as another message. */
    private static final int USUAL_LENGTH = 4_000;

    private final Deque<Message> messages = new ArrayDeque<>();

    /** Empty until somebody tells or it is read. */
    Optional<Conversation> conversation = Optional.empty();

    /** Whether older or further messages wait in the log. */
    boolean behind;

    Mailbox(boolean behind) {
        this.behind = behind;
    }

    /** How much of the queue a message takes up: one, and more for a long one. */
    static int weight(Message message) {
        return 1 + message.characters() / USUAL_LENGTH;
    }

    /** How much of the queue all of it takes up. */
    int weight() {
        return messages.stream().mapToInt(Mailbox::weight).sum();
    }

    void add(Message message) {
        messages.add(message);
    }

    /**
     * The next message; empty when there is none, or when it cannot be worked on before the log was
     * read.
     */
    Optional<Message> poll() {
        return behind && conversation.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(messages.poll());
    }

    /**
     * Takes in what was read from the log, before what was offered since.
     *
     * @param more whether there was more than could be read at once
     */
    void merge(Optional<Conversation> read, List<Message> left, boolean more) {
        if (conversation.isEmpty()) {
            conversation = read;
        }
        long last = left.isEmpty() ? 0 : left.getLast().seq();
        messages.removeIf(message -> message.seq() <= last);
        left.reversed().forEach(messages::addFirst);
        behind |= more;
    }
}
