package io.dragoman.handoff;

import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.Message;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The moves of the desk. Each is one entry of the log, so two agents who reach for the same
 * conversation get a winner and a clear refusal. Thread-safe. Whether the user may act at all is
 * the caller's check; what the state of the conversation allows is checked here.
 */
@ProviderType
public interface DeskActions {

    /** Takes a conversation for oneself; taking one's own again is fine. */
    Result take(String conversationId, User by);

    /** Gives a conversation to an agent. */
    Result assign(String conversationId, User by, String agentId);

    /** Puts a conversation into a team's queue. */
    Result transferToTeam(String conversationId, User by, String teamKey);

    /** Puts a conversation back into its own team's queue. */
    Result requeue(String conversationId, User by);

    /** Lets the bot answer again. */
    Result returnToBot(String conversationId, User by);

    /** Ends a conversation; the customer is asked for a rating. */
    Result close(String conversationId, User by);

    /** Says something to the customer; takes a conversation that nobody has. */
    Result say(String conversationId, User by, String clientMessageId, List<Part> parts);

    /**
     * Like {@link #say}, without waiting until it is durable. What one thread says keeps its order.
     * The future fails as {@link #say} throws.
     */
    CompletableFuture<Result> sayLater(
            String conversationId, User by, String clientMessageId, List<Part> parts);

    /** Replaces the tags. */
    Result tag(String conversationId, Set<String> tags);

    /** Sets the priority: -1 low, 0 normal, 1 high, 2 urgent. */
    Result prioritise(String conversationId, int priority);

    /** The agent's side has read up to a number. */
    Result readByAgent(String conversationId, long seq);

    /** The customer has read up to a number. */
    Result readByVisitor(String conversationId, long seq);

    /** The customer's rating, 1 to 5, of the conversation as it last was. */
    Result rate(String conversationId, int score, String comment);

    /**
     * Writes a private note, which the desk hears of at once; empty when there is no such
     * conversation.
     */
    Optional<Note> note(String conversationId, User by, String text);

    /** How a move ended. */
    sealed interface Result {

        /**
         * Done; with the message it made, if any.
         *
         * @param repeated whether it had been done before, so that nothing was written now
         */
        record Done(Conversation conversation, Optional<Message> message, boolean repeated)
                implements Result {

            /** Done just now. */
            public Done(Conversation conversation, Optional<Message> message) {
                this(conversation, message, false);
            }
        }

        /** Not done; the code is for programs, the reason for people. */
        record Refused(String code, String reason) implements Result {}

        /** There is no such conversation. */
        record Missing() implements Result {}
    }
}
