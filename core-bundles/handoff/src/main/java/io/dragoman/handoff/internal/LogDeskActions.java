package io.dragoman.handoff.internal;

import io.dragoman.api.message.Part;
import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.Ids;
import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.ReadState;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore.Note;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Beside;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final LogStore store;
    private final ConversationLog log;
    private final Directory directory;
    private final Channels channels;
    private final Clock clock;
    private final DeskEntries entries;
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
        this.channels = channels;
        this.clock = clock;
        this.entries = new DeskEntries(channels, clock);
        this.ids = new Ids(clock, new SecureRandom());
    }

    @Override
    public Result take(String conversationId, User by) {
        return write(conversationId, Optional.empty(), now -> taking(now, by, List.of()));
    }

    /** Gives the conversation to {@code by} and appends what they say, if anything. */
    private Change taking(Conversation now, User by, List<Draft> said) {
        var holder = now.desk().assignee();
        if (isWith(now, by.id())) {
            return said.isEmpty() ? Change.Write.of(now) : DeskEntries.write(now, said);
        }
        if (now.state() == State.HUMAN && holder.isPresent() && !leads(by)) {
            var name = directory.user(holder.get()).map(User::name).orElse("Somebody else");
            return new Change.Refuse("already-taken", name + " has this conversation already");
        }
        if (now.state() == State.CLOSED && said.isEmpty()) {
            return new Change.Refuse(
                    "closed",
                    "This conversation is closed; write to the customer to open it again");
        }
        var open = now.state() == State.CLOSED ? now.edit().reopened(clock.instant()).done() : now;
        var joined = DeskEntries.joined(open, by);
        var drafts = new ArrayList<Draft>();
        entries.system(now, "agent.joined", by.name()).ifPresent(drafts::add);
        drafts.addAll(said);
        return DeskEntries.write(joined, drafts);
    }

    private static boolean isWith(Conversation now, String agentId) {
        return now.state() == State.HUMAN
                && now.desk().assignee().filter(agentId::equals).isPresent();
    }

    /** Whether somebody else looks after it, and {@code by} is not their supervisor. */
    private static boolean isOfAnother(Conversation now, User by) {
        return now.state() == State.HUMAN
                && now.desk().assignee().filter(id -> !id.equals(by.id())).isPresent()
                && !leads(by);
    }

    private static Change notYours() {
        return new Change.Refuse(
                "not-yours", "Only its agent or a supervisor can do that with this conversation");
    }

    private static boolean leads(User user) {
        return user.roles().contains(Role.SUPERVISOR) || user.roles().contains(Role.ADMIN);
    }

    @Override
    public Result assign(String conversationId, User by, String agentId) {
        var agent = directory.user(agentId);
        if (agent.isEmpty() || !agent.get().enabled()) {
            return new Result.Refused(
                    "no-such-agent", "There is no agent with the id '" + agentId + "'");
        }
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    if (isOfAnother(now, by)) {
                        return notYours();
                    }
                    if (isWith(now, agentId)) {
                        return Change.Write.of(now);
                    }
                    var open =
                            now.state() == State.CLOSED
                                    ? now.edit().reopened(clock.instant()).done()
                                    : now;
                    var next = DeskEntries.joined(open, agent.get());
                    return DeskEntries.write(
                            next,
                            entries.system(now, "agent.joined", agent.get().name()).stream()
                                    .toList());
                });
    }

    @Override
    public Result transferToTeam(String conversationId, User by, String teamKey) {
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    var team = directory.team(now.site(), teamKey);
                    if (!team.key().equals(teamKey)) {
                        return new Change.Refuse(
                                "no-such-team",
                                "There is no team '" + teamKey + "' on site " + now.site());
                    }
                    return queueing(now, by, team);
                });
    }

    @Override
    public Result requeue(String conversationId, User by) {
        return write(
                conversationId,
                Optional.empty(),
                now -> queueing(now, by, directory.team(now.site(), now.desk().team().orElse(""))));
    }

    private Change queueing(Conversation now, User by, Team team) {
        if (isOfAnother(now, by)) {
            return notYours();
        }
        if (now.state() == State.CLOSED) {
            return new Change.Refuse("closed", "A closed conversation cannot be transferred");
        }
        return entries.queueing(now, team);
    }

    @Override
    public Result returnToBot(String conversationId, User by) {
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    if (isOfAnother(now, by)) {
                        return notYours();
                    }
                    if (now.state() == State.BOT) {
                        return Change.Write.of(now);
                    }
                    if (now.state() == State.CLOSED) {
                        return new Change.Refuse(
                                "closed",
                                "A closed conversation goes to the bot when the customer writes");
                    }
                    var next = DeskEntries.backToBot(now);
                    return DeskEntries.write(
                            next, entries.system(now, "agent.returned").stream().toList());
                });
    }

    @Override
    public Result close(String conversationId, User by) {
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    if (isOfAnother(now, by)) {
                        return notYours();
                    }
                    if (now.state() == State.CLOSED) {
                        return Change.Write.of(now);
                    }
                    var bot = now.bot().withHandled(now.lastSeq());
                    var next = now.edit().bot(bot).closed(clock.instant()).done();
                    return DeskEntries.write(
                            next, entries.system(now, "agent.closed").stream().toList());
                });
    }

    @Override
    public Result say(String conversationId, User by, String clientMessageId, List<Part> parts) {
        return result(log.appendAndWait(saying(conversationId, by, clientMessageId, parts), LIMIT));
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
                now -> {
                    var quota = channels.quota(now);
                    if (quota.filter(q -> q.spent(clock.instant())).isPresent()) {
                        return new Change.Refuse(
                                "quota-spent",
                                "The channel lets us send nothing more until the customer writes again ("
                                        + quota.get().total()
                                        + " messages per customer message, until "
                                        + quota.get().until()
                                        + ")");
                    }
                    var from = new Author(Kind.AGENT, by.id(), by.name());
                    var draft = new Draft(clock.instant(), from, parts, key, Optional.empty());
                    return taking(now, by, List.of(draft));
                });
    }

    @Override
    public Result tag(String conversationId, Set<String> tags) {
        return write(
                conversationId,
                Optional.empty(),
                now -> Change.Write.of(now.edit().tags(tags).done()));
    }

    @Override
    public Result prioritise(String conversationId, int priority) {
        return write(
                conversationId,
                Optional.empty(),
                now -> Change.Write.of(now.edit().priority(Math.clamp(priority, -1, 2)).done()));
    }

    @Override
    public Result readByAgent(String conversationId, long seq) {
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    long upTo = Math.clamp(seq, now.read().agent(), now.lastSeq());
                    return Change.Write.of(
                            now.edit().read(new ReadState(now.read().visitor(), upTo)).done());
                });
    }

    @Override
    public Result readByVisitor(String conversationId, long seq) {
        return write(
                conversationId,
                Optional.empty(),
                now -> {
                    long upTo = Math.clamp(seq, now.read().visitor(), now.lastSeq());
                    return Change.Write.of(
                            now.edit().read(new ReadState(upTo, now.read().agent())).done());
                });
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
                conversationId,
                Optional.empty(),
                then -> Change.Write.of(then).withBeside(Beside.rating(rating)));
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
                        LIMIT);
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

    private Result write(String id, Optional<String> key, Function<Conversation, Change> decide) {
        return result(log.appendAndWait(new Entry(id, key, decide), LIMIT));
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
