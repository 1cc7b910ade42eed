package io.dragoman.storage;

import io.dragoman.storage.Conversation.BotState;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Conversation.WindowState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Changes some fields of a conversation; not thread-safe. */
public final class ConversationEditor {
    private final Conversation from;
    private String contactId;
    private State state;
    private int epoch;
    private String language;
    private int priority;
    private Set<String> tags;
    private BotState bot;
    private DeskState desk;
    private ReadState read;
    private WindowState window;
    private Instant openedAt;
    private Optional<Instant> closedAt;

    ConversationEditor(Conversation from) {
        this.from = from;
        contactId = from.contactId();
        state = from.state();
        epoch = from.epoch();
        language = from.language();
        priority = from.priority();
        tags = from.tags();
        bot = from.bot();
        desk = from.desk();
        read = from.read();
        window = from.window();
        openedAt = from.openedAt();
        closedAt = from.closedAt();
    }

    /** To whom it belongs. */
    public ConversationEditor contact(String id) {
        contactId = id;
        return this;
    }

    /** Who answers. */
    public ConversationEditor state(State next) {
        state = next;
        return this;
    }

    /** The language to answer in: {@code zh-CN} or {@code en}. */
    public ConversationEditor language(String next) {
        language = next;
        return this;
    }

    /** -1 low, 0 normal, 1 high, 2 urgent. */
    public ConversationEditor priority(int next) {
        priority = next;
        return this;
    }

    /** These tags instead. */
    public ConversationEditor tags(Set<String> next) {
        tags = next;
        return this;
    }

    /** What the bot remembers. */
    public ConversationEditor bot(BotState next) {
        bot = next;
        return this;
    }

    /** Where it stands at the desk. */
    public ConversationEditor desk(DeskState next) {
        desk = next;
        return this;
    }

    /** How far each side has read. */
    public ConversationEditor read(ReadState next) {
        read = next;
        return this;
    }

    /** For channels that limit answers. */
    public ConversationEditor window(WindowState next) {
        window = next;
        return this;
    }

    /** Closes the conversation. */
    public ConversationEditor closed(Instant at) {
        state = State.CLOSED;
        closedAt = Optional.of(at);
        desk = DeskState.NONE;
        bot = bot.withDialogue("");
        return this;
    }

    /** Opens a closed conversation anew: a new epoch that remembers nothing of the last. */
    public ConversationEditor reopened(Instant at) {
        state = State.BOT;
        epoch++;
        priority = 0;
        tags = Set.of();
        desk = DeskState.NONE;
        bot = new BotState(bot.handledSeq(), 0, 0, 0, "", bot.profile());
        openedAt = at;
        closedAt = Optional.empty();
        return this;
    }

    /** The changed conversation; sequence number and activity are the store's to set. */
    public Conversation done() {
        return new Conversation(
                from.id(),
                from.site(),
                from.address(),
                from.live(),
                contactId,
                state,
                epoch,
                language,
                from.lastSeq(),
                from.lastText(),
                priority,
                tags,
                bot,
                desk,
                read,
                window,
                openedAt,
                from.lastActivityAt(),
                closedAt);
    }
}
