package io.dragoman.rest;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.DeskState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Opening;
import io.dragoman.storage.LogStore.TraceDraft;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Makes conversations, as customers, the bot and the ladder leave them. */
public final class TestTalks {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final LogStore store;
    private final ConversationLog log;

    TestTalks(LogStore store, ConversationLog log) {
        this.store = store;
        this.log = log;
    }

    /** A conversation of a new visitor, who has said something. */
    public Conversation conversation(String text) {
        return conversation("web", text);
    }

    public Conversation conversation(String channel, String text) {
        int number = NUMBERS.incrementAndGet();
        var opened =
                store.open(
                        new Opening(
                                "c-" + number,
                                "p-" + number,
                                "demo",
                                new Address(channel, "default", "v-" + number),
                                "web".equals(channel),
                                "en",
                                "Visitor " + number,
                                Instant.now()));
        return say(opened, Kind.VISITOR, text, Optional.empty());
    }

    public Conversation say(Conversation in, Kind kind, String text, Optional<Long> inReplyTo) {
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(kind, "x", "X"),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        inReplyTo);
        return write(in.id(), now -> Change.Write.of(heard(now, draft), draft));
    }

    private static Conversation heard(Conversation now, Draft draft) {
        return draft.from().kind() == Kind.VISITOR
                ? now.edit().window(new Conversation.WindowState(Optional.of(draft.at()), 0)).done()
                : now;
    }

    /** The bot answers a message and says why. */
    public Conversation answer(Conversation in, long question, String text, String trace) {
        var draft =
                new Draft(
                        Instant.now(),
                        new Author(Kind.BOT, "bot", "Bot"),
                        List.of(Part.text(text)),
                        Optional.empty(),
                        Optional.of(question));
        return write(
                in.id(),
                now ->
                        new Change.Write(
                                now,
                                List.of(draft),
                                Optional.of(new TraceDraft(trace)),
                                List.of(),
                                List.of()));
    }

    /** A customer rates a conversation. */
    public Conversation rated(Conversation conversation, Rating rating) {
        return write(
                conversation.id(), now -> Change.Write.of(now).withBeside(Beside.rating(rating)));
    }

    /** Puts a conversation into a team's queue. */
    public Conversation queued(Conversation conversation, String team) {
        return write(
                conversation.id(),
                now ->
                        Change.Write.of(
                                now.edit()
                                        .state(State.QUEUED)
                                        .desk(
                                                DeskState.queued(
                                                        team,
                                                        "wants help",
                                                        "handoff.asked",
                                                        Instant.now()))
                                        .done()));
    }

    private Conversation write(String id, Function<Conversation, Change> decide) {
        var outcome = log.appendAndWait(new Entry(id, Optional.empty(), decide), LIMIT);
        return ((LogStore.Outcome.Written) outcome).conversation();
    }
}
