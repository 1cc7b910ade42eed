package io.dragoman.pipeline;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.ChosenOption;
import io.dragoman.conversation.Languages;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import java.time.Instant;
import java.util.List;
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

    /** The words of the message, or what the chosen option sends; empty when it has none. */
    public String text() {
        return ChosenOption.said(message.parts()).map(String::strip).orElse("");
    }

    /** The words of the message as people see them: of a chosen option, what its button says. */
    public String words() {
        return Part.firstText(ChosenOption.shown(message.parts())).map(String::strip).orElse("");
    }

    /** The same turn, had the customer pressed the button of an option. */
    public Turn choosing(Part.Action option) {
        var chosen =
                new Message(
                        message.conversationId(),
                        message.seq(),
                        message.at(),
                        message.from(),
                        List.of(ChosenOption.of(option)),
                        message.clientKey(),
                        message.inReplyTo());
        return new Turn(conversation, chosen, visitor, now);
    }

    /** The same turn, had the customer said this; what they chose stays what people see. */
    public Turn saying(String words) {
        return choosing(new Part.Action(words(), words));
    }

    /** The language to answer in. */
    public Locale locale() {
        return Languages.locale(conversation.language());
    }
}
