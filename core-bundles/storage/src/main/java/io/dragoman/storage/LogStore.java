package io.dragoman.storage;

import io.dragoman.storage.Message.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The conversation log: an ordered list of messages per conversation and the conversation's state,
 * changed together. Thread-safe; {@link #write} is meant for one writer that groups what is queued.
 *
 * <p>All methods throw {@link StoreException} when the database cannot be reached or refuses.
 */
@ProviderType
public interface LogStore {

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
            io.dragoman.api.message.Address address,
            boolean live,
            String language,
            String name,
            Instant at) {}

    /** Conversations for the desk's list, newest activity first. */
    Page<Conversation> list(Filter filter, Optional<String> cursor, int limit);

    /**
     * What to list; empty fields do not matter.
     *
     * @param assignee a user id, or {@code none}
     * @param teams only of these teams or without a team; all when empty
     * @param text part of a message, of the contact's name or of an id
     */
    record Filter(
            Optional<String> site,
            List<Conversation.State> states,
            Optional<String> assignee,
            List<String> teams,
            Optional<String> channel,
            Optional<String> contactId,
            Optional<String> tag,
            Optional<String> text) {
        public static final Filter ALL =
                new Filter(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    /** Waiting conversations of a team, in the order they are to be taken: priority, then time. */
    List<Conversation> queue(String site, String team);

    /** All waiting conversations of all sites, in the order they are to be taken. */
    List<Conversation> allQueued();

    /** How many conversations an agent holds in state HUMAN, by user id. */
    java.util.Map<String, Integer> loads();

    /**
     * Changes the desk has to hear of, with {@code after < dseq}, in order, at most {@code limit}.
     */
    List<DeskChange> deskChanges(long after, int limit);

    /**
     * One change of a conversation; its messages are those with {@code fromSeq <= seq <= toSeq}
     * (none when {@code toSeq < fromSeq}).
     */
    record DeskChange(long dseq, String conversationId, long fromSeq, long toSeq) {}

    /** The notes that were written with the changes {@code after < dseq <= upTo}, in order. */
    List<DeskNote> deskNotes(long after, long upTo);

    /** A note and the desk number of the change it came with. */
    record DeskNote(long dseq, DeskStore.Note note) {}

    /**
     * The conversation that has taken the platform's message, if that was so recently that its id
     * is still kept.
     */
    Optional<String> arrived(Arrival arrival);

    /** Forgets ids of platforms' messages that came before; answers how many. */
    int forgetArrivals(Instant before, int limit);

    /** The newest desk number; 0 when nothing has happened yet. */
    long lastDseq();

    /**
     * All messages of a conversation, in order, for export. Reads page by page while the stream is
     * consumed and holds no connection in between, so a slow reader costs nothing.
     */
    Stream<Message> export(String conversationId);

    /**
     * All messages of a site with {@code from <= at < to}, by time and then conversation and
     * number, for export. Reads like {@link #export}; what is written meanwhile may be missing.
     */
    Stream<Message> export(String site, Instant from, Instant to);
}
