package io.dragoman.pipeline.internal;

import io.dragoman.conversation.ConversationLog;
import io.dragoman.dialogue.DialogueStack;
import io.dragoman.pipeline.Turn;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationLists.Filter;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds the dialogue that a person has left open on another channel. Thread-safe. */
@Component(service = Elsewhere.class)
public final class Elsewhere {

    /** A dialogue that is older has been forgotten by the person too. */
    private static final Duration MEMORY = Duration.ofHours(24);

    private static final int LOOKED_AT = 5;

    private final LogStore store;
    private final ConversationLog log;
    private final SkillDialogues dialogues;

    @Activate
    public Elsewhere(
            @Reference(name = "store") LogStore store,
            @Reference(name = "log") ConversationLog log,
            @Reference(name = "dialogues") SkillDialogues dialogues) {
        this.store = store;
        this.log = log;
        this.dialogues = dialogues;
    }

    /** A dialogue and the conversation in which it was left. */
    record Left(Conversation conversation, DialogueStack stack) {}

    /** The newest dialogue of the same person in another conversation with the bot. */
    Optional<Left> find(Turn turn) {
        var here = turn.conversation();
        var filter =
                new Filter(
                        Optional.of(here.site()),
                        List.of(State.BOT),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(here.contactId()),
                        Optional.empty(),
                        Optional.empty());
        var oldest = turn.now().minus(MEMORY);
        return store.list(filter, Optional.empty(), LOOKED_AT).items().stream()
                .filter(other -> !other.id().equals(here.id()))
                .filter(other -> other.lastActivityAt().isAfter(oldest))
                .flatMap(
                        other ->
                                dialogues
                                        .read(other.bot().dialogue(), other.id())
                                        .map(stack -> new Left(other, stack))
                                        .stream())
                .findFirst();
    }

    /**
     * The dialogue goes on here and no longer there. Not waited for: should it be lost, the
     * dialogue stands in both places, and a change is still made only once.
     */
    void moved(Left left) {
        var kept = left.conversation().bot().dialogue();
        log.append(
                new Entry(
                        left.conversation().id(),
                        Optional.empty(),
                        now ->
                                now.bot().dialogue().equals(kept)
                                        ? Change.Write.of(
                                                now.edit().bot(now.bot().withDialogue("")).done())
                                        : new Change.Refuse("went-on", "It went on there")));
    }
}
