package io.dragoman.pipeline;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import java.time.Instant;
import java.util.Locale;

/**
 * A customer's message on its way up the ladder. Immutable.
 *
 * @param conversation as it stood when the turn began
 * @param message what the customer sent
 * @param visitor what the page or platform told of the customer
 * @param now when the turn began
 */
public record Turn(Conversation conversation, Message message, Visitor visitor, Instant now) {

    /** The longest text that stages look at. */
    public static final int LONGEST = 2_000;

    /** The words of the message; empty when it has none. */
    public String text() {
        return Part.firstText(message.parts()).map(String::strip).orElse("");
    }

    /** The language to answer in. */
    public Locale locale() {
        return Languages.locale(conversation.language());
    }
}
