package io.dragoman.store.sql;

import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Draft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to write a batch, in memory: what stands in the log, what each entry makes of it, and
 * what has to be written in the end. Not thread-safe.
 */
final class LogBatch {

    static final int MAX_CLIENT_KEY = 200;
    static final int MAX_PARTS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(LogBatch.class);

    /** A client key within its conversation. */
    record Key(String conversationId, String clientKey) {}

    /** A message with its parts as they are stored. */
    record Numbered(Message message, String parts) {}

    /** What one entry writes. */
    record Effect(ConversationRow row, List<Numbered> messages, Change.Write write) {
        Conversation conversation() {
            return row.conversation();
        }

        Outcome outcome(long dseq) {
            return new Outcome.Written(
                    conversation(),
                    messages.stream().map(Numbered::message).toList(),
                    write.beside().notes(),
                    dseq);
        }
    }

    private final Trees trees;
    private final Map<String, ConversationRow> before;
    private final Map<String, ConversationRow> rows;
    private final Map<Key, Message> byKey;
    private final Map<String, ConversationRow> changed = new TreeMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<LongFunction<Outcome>> outcomes = new ArrayList<>();

    /**
     * @param rows the locked conversations by id
     * @param byKey those messages of the log that carry a client key of the batch
     */
    LogBatch(Trees trees, Map<String, ConversationRow> rows, Map<Key, Message> byKey) {
        this.trees = trees;
        this.before = rows;
        this.rows = new HashMap<>(rows);
        this.byKey = new HashMap<>(byKey);
    }

    /** Applies the next entry to what those before it left. */
    void apply(Entry entry) {
        var row = rows.get(entry.conversationId());
        if (row == null) {
            settle(new Outcome.Missing());
            return;
        }
        var original =
                entry.clientKey().map(key -> byKey.get(new Key(entry.conversationId(), key)));
        if (original.isPresent()) {
            settle(new Outcome.Duplicate(row.conversation(), original.get()));
            return;
        }
        try {
            decide(entry, row);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // Other people's entries are in this batch: one that fails must not take them along.
            LOG.error(
                    "A change of conversation {} failed and is left out",
                    entry.conversationId(),
                    e);
            refuse(row, "error", "The change failed: " + e);
        }
    }

    private void decide(Entry entry, ConversationRow row) {
        if (entry.clientKey().filter(key -> key.length() > MAX_CLIENT_KEY).isPresent()) {
            refuse(row, "client-key", "The message's own id is longer than " + MAX_CLIENT_KEY);
            return;
        }
        switch (entry.decide().apply(row.conversation())) {
            case Change.Refuse refuse -> refuse(row, refuse.code(), refuse.reason());
            case Change.Write write -> write(row, write);
        }
    }

    private void write(ConversationRow row, Change.Write write) {
        checkSame(row.conversation(), write.next());
        var numbered = new ArrayList<Numbered>();
        long seq = row.conversation().lastSeq();
        for (var draft : write.messages()) {
            numbered.add(number(row.conversation().id(), ++seq, draft));
        }
        var next = row.after(write.next(), numbered.stream().map(Numbered::message).toList());
        for (var message : numbered) {
            message.message()
                    .clientKey()
                    .ifPresent(
                            key ->
                                    byKey.put(
                                            new Key(next.conversation().id(), key),
                                            message.message()));
        }
        rows.put(next.conversation().id(), next);
        changed.put(next.conversation().id(), next);
        var effect = new Effect(next, List.copyOf(numbered), write);
        int index = effects.size();
        effects.add(effect);
        outcomes.add(first -> effect.outcome(first + index));
    }

    private Numbered number(String conversationId, long seq, Draft draft) {
        var parts = trees.ofParts(draft.parts());
        if (parts.length() > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "A message has " + parts.length() + " characters; the limit is " + MAX_PARTS);
        }
        var message =
                new Message(
                        conversationId,
                        seq,
                        Columns.kept(draft.at()),
                        draft.from(),
                        draft.parts(),
                        draft.clientKey(),
                        draft.inReplyTo());
        return new Numbered(message, parts);
    }

    private static void checkSame(Conversation before, Conversation next) {
        boolean same =
                before.id().equals(next.id())
                        && before.site().equals(next.site())
                        && before.address().equals(next.address());
        if (!same) {
            throw new IllegalArgumentException(
                    "The change of conversation " + before.id() + " answers another one");
        }
    }

    private void refuse(ConversationRow row, String code, String reason) {
        settle(new Outcome.Refused(row.conversation(), code, reason));
    }

    private void settle(Outcome outcome) {
        outcomes.add(first -> outcome);
    }

    /** What is to be written, in the order of the entries. */
    List<Effect> effects() {
        return effects;
    }

    /** The ids of the ratings of all entries. */
    List<String> ratings() {
        return effects.stream()
                .flatMap(effect -> effect.write().beside().ratings().stream())
                .map(BesideStatements::ratingId)
                .toList();
    }

    /**
     * The changed conversations as they are in the end, always in the order of their ids so that
     * two writers never cross.
     */
    Collection<ConversationRow> changed() {
        return changed.values();
    }

    /** All conversations that the batch knows as they are in the end. */
    Collection<ConversationRow> latest() {
        return rows.values();
    }

    /** A changed conversation as it was when this began. */
    ConversationRow before(ConversationRow changed) {
        return before.get(changed.conversation().id());
    }

    /** The conversations that this leaves as they are. */
    List<ConversationRow> unchanged() {
        return before.values().stream()
                .filter(row -> !changed.containsKey(row.conversation().id()))
                .toList();
    }

    /** What became of the entries, in their order, once the first desk number is known. */
    List<Outcome> outcomes(long firstDseq) {
        return outcomes.stream().map(outcome -> outcome.apply(firstDseq)).toList();
    }
}
