package io.dragoman.storage;

import io.dragoman.api.message.Address;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One conversation: the thread between us and one address. It is opened anew (a new {@code epoch})
 * when the customer writes after it was closed, so its sequence numbers never restart. Immutable;
 * changed only inside {@link LogStore#write}.
 *
 * @param live whether the customer reads the log itself; otherwise each message goes to the outbox
 * @param priority 0 normal, 1 high, 2 urgent
 * @param lastSeq sequence number of the newest message; 0 when there is none
 * @param lastText beginning of the newest message, for lists
 */
public record Conversation(
        String id,
        String site,
        Address address,
        boolean live,
        String contactId,
        State state,
        int epoch,
        String language,
        long lastSeq,
        String lastText,
        int priority,
        Set<String> tags,
        BotState bot,
        DeskState desk,
        ReadState read,
        WindowState window,
        Instant openedAt,
        Instant lastActivityAt,
        Optional<Instant> closedAt) {

    public Conversation {
        tags = Set.copyOf(tags);
    }

    /** Who answers. */
    public enum State {
        BOT,
        QUEUED,
        HUMAN,
        CLOSED
    }

    /**
     * What the bot remembers.
     *
     * @param handledSeq the last customer message the bot is done with
     * @param turns answers since the conversation was opened
     * @param misses turns in a row without an answer
     * @param sentiment -1 to 1
     * @param dialogue the running skill dialogue as JSON; empty when none runs
     * @param profile what the page told of the visitor (customer id, cart) as JSON; empty when
     *     nothing
     */
    public record BotState(
            long handledSeq,
            int turns,
            int misses,
            double sentiment,
            String dialogue,
            String profile) {

        /** The state of a conversation nobody has said anything in. */
        public static final BotState NEW = new BotState(0, 0, 0, 0, "", "");

        /** With the messages up to {@code seq} done. */
        public BotState withHandled(long seq) {
            return new BotState(
                    Math.max(seq, handledSeq), turns, misses, sentiment, dialogue, profile);
        }

        /** With another dialogue; empty for none. */
        public BotState withDialogue(String next) {
            return new BotState(handledSeq, turns, misses, sentiment, next, profile);
        }

        /** With counters as they stand after a turn. */
        public BotState withCounters(int nextTurns, int nextMisses, double nextSentiment) {
            return new BotState(
                    handledSeq, nextTurns, nextMisses, nextSentiment, dialogue, profile);
        }

        /** With another profile. */
        public BotState withProfile(String next) {
            return new BotState(handledSeq, turns, misses, sentiment, dialogue, next);
        }
    }

    /**
     * Where the conversation stands at the desk.
     *
     * @param team empty when no person was asked for
     * @param assignee user id
     * @param summary what the agent needs to know at a glance
     * @param reason why it was handed over: a key, or a rule's words
     */
    public record DeskState(
            Optional<String> team,
            Optional<String> assignee,
            String summary,
            String reason,
            Optional<Instant> queuedAt) {

        /** Not at the desk. */
        public static final DeskState NONE =
                new DeskState(Optional.empty(), Optional.empty(), "", "", Optional.empty());

        /** Waiting for a team. */
        public static DeskState queued(String team, String summary, String reason, Instant at) {
            return new DeskState(
                    Optional.of(team), Optional.empty(), summary, reason, Optional.of(at));
        }

        /** Taken by an agent. */
        public DeskState withAssignee(String user) {
            return new DeskState(team, Optional.of(user), summary, reason, Optional.empty());
        }
    }

    /** How far each side has read, by sequence number. */
    public record ReadState(long visitor, long agent) {
        public static final ReadState NONE = new ReadState(0, 0);
    }

    /**
     * For channels that limit answers.
     *
     * @param lastCustomerAt the last message of the customer
     * @param sends our messages since then
     */
    public record WindowState(Optional<Instant> lastCustomerAt, int sends) {
        public static final WindowState NEW = new WindowState(Optional.empty(), 0);
    }

    /** A builder that starts from this conversation. */
    public ConversationEditor edit() {
        return new ConversationEditor(this);
    }
}
