package io.dragoman.handoff.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.User;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The desk's moves as entries of the log. */
@Component(service = DeskActions.class)
public final class LogDeskActions implements DeskActions {

    private final LogStore store;
    private final ConversationLog log;
    private final Directory directory;
    private final Clock clock;
    private final DeskMoves moves;
    private final Ids ids;

    @Activate
    public LogDeskActions(
            @Reference(name = "store") LogStore store,
            @Reference(name = "log") ConversationLog log,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "channels") Channels channels) {
        this(store, log, directory, channels, Clock.systemUTC());
    }

    LogDeskActions(
            LogStore store,
            ConversationLog log,
            Directory directory,
            Channels channels,
            Clock clock) {
        this.store = store;
        this.log = log;
        this.directory = directory;
        this.clock = clock;
        this.moves = new DeskMoves(directory, channels, clock);
        this.ids = new Ids(clock, new SecureRandom());
    }

    @Override
    public Result take(String conversationId, User by) {
        return write(conversationId, now -> moves.take(now, by, List.of()));
    }

    @Override
    public Result assign(String conversationId, User by, String agentId) {
        var agent = directory.user(agentId).filter(User::enabled);
        return agent.isEmpty()
                ? new Result.Refused(
                        "no-such-agent", "There is no agent with the id '" + agentId + "'")
                : write(conversationId, now -> moves.assign(now, by, agent.get()));
    }

    @Override
    public Result transferToTeam(String conversationId, User by, String teamKey) {
        return write(conversationId, now -> moves.transfer(now, by, teamKey));
    }

    @Override
    public Result requeue(String conversationId, User by) {
        return write(conversationId, now -> moves.requeue(now, by));
    }

    @Override
    public Result returnToBot(String conversationId, User by) {
        return write(conversationId, now -> moves.returnToBot(now, by));
    }

    @Override
    public Result close(String conversationId, User by) {
        return write(conversationId, now -> moves.close(now, by));
    }

    @Override
    public Result say(String conversationId, User by, String clientMessageId, List<Part> parts) {
        return result(
                log.appendAndWait(
                        saying(conversationId, by, clientMessageId, parts), DeskEntries.LIMIT));
    }

    @Override
    public CompletableFuture<Result> sayLater(
            String conversationId, User by, String clientMessageId, List<Part> parts) {
        return log.append(saying(conversationId, by, clientMessageId, parts))
                .thenApply(LogDeskActions::result);
    }

    private Entry saying(String conversationId, User by, String clientMessageId, List<Part> parts) {
        var key = Optional.of("a:" + by.id() + ":" + clientMessageId);
        return new Entry(
                conversationId,
                key,
                Message.characters(parts),
                now -> moves.say(now, by, key, parts));
    }

    @Override
    public Result tag(String conversationId, Set<String> tags) {
        return write(conversationId, now -> Change.Write.of(now.edit().tags(tags).done()));
    }

    @Override
    public Result prioritise(String conversationId, int priority) {
        int within = Math.clamp(priority, -1, 2);
        return write(conversationId, now -> Change.Write.of(now.edit().priority(within).done()));
    }

    @Override
    public Result readByAgent(String conversationId, long seq) {
        return write(conversationId, now -> DeskMoves.readByAgent(now, seq));
    }

    @Override
    public Result readByVisitor(String conversationId, long seq) {
        return write(conversationId, now -> DeskMoves.readByVisitor(now, seq));
    }

    @Override
    public Result rate(String conversationId, int score, String comment) {
        if (score < 1 || score > 5) {
            return new Result.Refused("bad-score", "A score is 1 to 5, not " + score);
        }
        var conversation = store.conversation(conversationId);
        if (conversation.isEmpty()) {
            return new Result.Missing();
        }
        var now = conversation.get();
        var agent = lastAgent(now);
        var words = comment.length() > 2_000 ? comment.substring(0, 2_000) : comment;
        var rating = new Rating(now.id(), now.epoch(), score, words, agent, clock.instant());
        return write(
                conversationId, then -> Change.Write.of(then).withBeside(Beside.rating(rating)));
    }

    @Override
    public Optional<Note> note(String conversationId, User by, String text) {
        var id = ids.next();
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var outcome =
                log.appendAndWait(
                        new Entry(
                                conversationId,
                                Optional.empty(),
                                text.length(),
                                now ->
                                        noted(
                                                now,
                                                new Note(
                                                        id,
                                                        now.id(),
                                                        now.lastSeq(),
                                                        by.id(),
                                                        by.name(),
                                                        text,
                                                        at))),
                        DeskEntries.LIMIT);
        return outcome instanceof Outcome.Written written
                ? written.notes().stream().findFirst()
                : Optional.empty();
    }

    private static Change noted(Conversation now, Note note) {
        return Change.Write.of(now).withBeside(Beside.note(note));
    }

    private Optional<String> lastAgent(Conversation now) {
        return store.messages(now.id(), Math.max(0, now.lastSeq() - 50), 50).reversed().stream()
                .filter(message -> message.from().kind() == Kind.AGENT)
                .map(message -> message.from().id())
                .findFirst();
    }

    private Result write(String id, Function<Conversation, Change> decide) {
        return result(
                log.appendAndWait(new Entry(id, Optional.empty(), decide), DeskEntries.LIMIT));
    }

    private static Result result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Written written -> {
                var messages = written.messages();
                var said = messages.isEmpty() ? null : messages.get(messages.size() - 1);
                yield new Result.Done(written.conversation(), Optional.ofNullable(said));
            }
            case Outcome.Duplicate duplicate ->
                    new Result.Done(
                            duplicate.conversation(), Optional.of(duplicate.original()), true);
            case Outcome.Refused refused -> new Result.Refused(refused.code(), refused.reason());
            case Outcome.Missing missing -> new Result.Missing();
        };
    }
}
