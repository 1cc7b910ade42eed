package io.dragoman.handoff;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.Message;
import io.dragoman.storage.User;
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

    /** A message as the API's {@code Message}. */
    Map<String, Object> message(Message message);

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
