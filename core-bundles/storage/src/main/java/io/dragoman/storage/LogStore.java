package io.dragoman.storage;

import io.dragoman.api.message.Address;
import io.dragoman.storage.Message.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The conversation log: an ordered list of messages per conversation and the conversation's state,
 * changed together. Thread-safe; {@link #write} is meant for one writer that groups what is queued.
 *
 * <p>All methods throw {@link StoreException} when the database cannot be reached or refuses.
 */
@ProviderType
public interface LogStore extends ConversationLists, DeskChanges, LogExport {

    /**
     * Applies entries in order, in one transaction, durable on return. An entry sees the effect of
     * those before it. The outcomes are in the order of the entries.
     *
     * <p>For each entry: the conversation is read and locked; if {@code clientKey} stands in its
     * log already the entry is a {@link Outcome.Duplicate}; otherwise {@code decide} says what to
     * write. Numbers are given to the messages, the desk number to the change, and an outbox row is
     * written for each message that is not the customer's own if the conversation is not live. An
     * {@link Arrival} that is kept for another message already refuses the entry.
     */
    List<Outcome> write(List<Entry> batch);

    /**
     * A wish to change one conversation.
     *
     * @param characters of text that it holds while it waits, roughly
     * @param decide called at most once per attempt, inside the transaction, possibly again when
     *     the transaction is retried: a pure function
     */
    record Entry(
            String conversationId,
            Optional<String> clientKey,
            int characters,
            Function<Conversation, Change> decide) {

        /** One that holds a few words at most, or what is bounded elsewhere. */
        public Entry(
                String conversationId,
                Optional<String> clientKey,
                Function<Conversation, Change> decide) {
            this(conversationId, clientKey, 0, decide);
        }
    }

    /** What to write. */
    sealed interface Change {

        /**
         * The conversation's next state and what goes with it.
         *
         * @param trace why the bot said what it says, for the first of the messages
         * @param beside what the desk keeps beside the messages
         */
        record Write(
                Conversation next,
                List<Draft> messages,
                Optional<TraceDraft> trace,
                List<TicketDraft> tickets,
                List<EventDraft> events,
                Beside beside)
                implements Change {
            public Write {
                messages = List.copyOf(messages);
                tickets = List.copyOf(tickets);
                events = List.copyOf(events);
            }

            /** With nothing beside the messages. */
            public Write(
                    Conversation next,
                    List<Draft> messages,
                    Optional<TraceDraft> trace,
                    List<TicketDraft> tickets,
                    List<EventDraft> events) {
                this(next, messages, trace, tickets, events, Beside.NOTHING);
            }

            /** With these events instead. */
            public Write withEvents(List<EventDraft> next) {
                return new Write(this.next, messages, trace, tickets, next, beside);
            }

            /** With this beside the messages. */
            public Write withBeside(Beside next) {
                return new Write(this.next, messages, trace, tickets, events, next);
            }

            /** Only a new state and messages. */
            public static Write of(Conversation next, Draft... messages) {
                return new Write(next, List.of(messages), Optional.empty(), List.of(), List.of());
            }
        }

        /** Nothing is written. */
        record Refuse(String code, String reason) implements Change {}
    }

    /** Why the bot said it, as JSON in the form of the public trace. */
    record TraceDraft(String json) {}

    /** A ticket to open with the change. */
    record TicketDraft(String id, String team, String subject, String body) {}

    /**
     * An event for other systems; {@code id} is stable over retries.
     *
     * @param json its data, a JSON object
     * @param to the subscriptions that get it; without any it is not kept
     */
    record EventDraft(String id, String type, String json, List<String> to) {
        public EventDraft {
            to = List.copyOf(to);
        }

        /** What happened, before anybody has asked who wants to hear of it. */
        public EventDraft(String id, String type, String json) {
            this(id, type, json, List.of());
        }
    }

    /**
     * What is kept beside the messages, written with them.
     *
     * @param ratings each replaces that of the same conversation and epoch
     * @param arrival the platform's id of the customer's message that is written
     */
    record Beside(
            List<DeskStore.Note> notes, List<DeskStore.Rating> ratings, Optional<Arrival> arrival) {

        /** Nothing. */
        public static final Beside NOTHING = new Beside(List.of(), List.of(), Optional.empty());

        public Beside {
            notes = List.copyOf(notes);
            ratings = List.copyOf(ratings);
        }

        /** A note. */
        public static Beside note(DeskStore.Note note) {
            return new Beside(List.of(note), List.of(), Optional.empty());
        }

        /** A rating. */
        public static Beside rating(DeskStore.Rating rating) {
            return new Beside(List.of(), List.of(rating), Optional.empty());
        }

        /** The id of what came in. */
        public static Beside arrival(Arrival arrival) {
            return new Beside(List.of(), List.of(), Optional.of(arrival));
        }
    }

    /** The id that a platform gave a message, unique within the channel's account. */
    record Arrival(String channel, String account, String externalId) {}

    /** What became of an entry. */
    sealed interface Outcome {

        /** Written; with the desk's number of this change. */
        record Written(
                Conversation conversation,
                List<Message> messages,
                List<DeskStore.Note> notes,
                long dseq)
                implements Outcome {
            public Written {
                messages = List.copyOf(messages);
                notes = List.copyOf(notes);
            }

            /** Without notes. */
            public Written(Conversation conversation, List<Message> messages, long dseq) {
                this(conversation, messages, List.of(), dseq);
            }
        }

        /** The client key stands in the log already, on this message. */
        record Duplicate(Conversation conversation, Message original) implements Outcome {}

        /** Refused by {@code decide}. */
        record Refused(Conversation conversation, String code, String reason) implements Outcome {}

        /** There is no such conversation. */
        record Missing() implements Outcome {}
    }

    /** One conversation. */
    Optional<Conversation> conversation(String id);

    /** The messages with {@code after < seq}, in order, at most {@code limit}. */
    List<Message> messages(String conversationId, long after, int limit);

    /** One message. */
    Optional<Message> message(String conversationId, long seq);

    /** The trace of a bot message, as JSON. */
    Optional<String> trace(String conversationId, long seq);

    /**
     * The customer messages that the bot still has to deal with, oldest first, in state BOT or
     * QUEUED.
     */
    List<Message> unhandled(String conversationId, int limit);

    /** Conversations with customer messages that the bot still has to deal with. */
    List<String> conversationsWithUnhandled(int limit);

    /**
     * Finds or makes the conversation of an address. Makes the contact as well when the address is
     * new. Concurrent calls for one address give the same conversation.
     */
    Conversation open(Opening opening);

    /** What is known when an address is first heard of. */
    record Opening(
            String newConversationId,
            String newContactId,
            String site,
            Address address,
            boolean live,
            String language,
            String name,
            Instant at) {}

    /**
     * The conversation that has taken the platform's message, if that was so recently that its id
     * is still kept.
     */
    Optional<String> arrived(Arrival arrival);

    /** Forgets ids of platforms' messages that came before; answers how many. */
    int forgetArrivals(Instant before, int limit);
}
