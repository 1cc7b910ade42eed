package io.dragoman.handoff;

import io.dragoman.conversation.Delivery;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.Message;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the desk shows, in the form of the public API; the same over REST and over the socket.
 * Thread-safe.
 */
@ProviderType
public interface DeskViews {

    /** A conversation as the API's {@code Conversation}. */
    Map<String, Object> conversation(Conversation conversation);

    /** Messages of a conversation as the API's {@code Message}, with how far ours have come. */
    List<Map<String, Object>> messages(Conversation conversation, List<Message> messages);

    /** A message as the API's {@code Message}, without how far it has come. */
    Map<String, Object> message(Message message);

    /** One message with how far it has come. */
    default Map<String, Object> message(Conversation conversation, Message message) {
        return messages(conversation, List.of(message)).get(0);
    }

    /** How far a message has come, as the API's {@code Delivery}. */
    Map<String, Object> delivery(Delivery delivery);

    /** A private note as the API's {@code Note}. */
    Map<String, Object> note(Note note);

    /** An author as the API's {@code Sender}. */
    Map<String, Object> sender(Message.Author author);

    /** A user as the API's {@code User}, without anything secret. */
    Map<String, Object> user(User user);

    /**
     * Whether a user may see a conversation: agents see those of their teams, of no team and their
     * own; supervisors and administrators see all of their site.
     */
    boolean visible(Conversation conversation, User user);
}
