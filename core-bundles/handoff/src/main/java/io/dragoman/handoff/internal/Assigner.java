package io.dragoman.handoff.internal;

import io.dragoman.conversation.Channels;
import io.dragoman.conversation.ConversationLog;
import io.dragoman.conversation.Ids;
import io.dragoman.conversation.SteadyClock;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that nothing sticks: gives waiting customers to the least busy agent of their team
 * when nobody takes them by hand, puts the conversations of agents who vanished back into the
 * queue, and lets the bot answer again where nobody has come for a long time.
 */
@Component(service = Assigner.class, immediate = true)
@Designate(ocd = Assigner.Config.class)
public final class Assigner {

    private static final Logger LOG = LoggerFactory.getLogger(Assigner.class);

    /** How long everything may take. */
    @ObjectClassDefinition(name = "Assignment")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Seconds a customer waits to be taken by hand before an agent is chosen; 0"
                                + " chooses at once, -1 never",
                min = "-1")
        int assignAfterSeconds() default 15;

        @AttributeDefinition(
                description =
                        "Minutes an agent may be gone before their conversations go back to the"
                                + " queue",
                min = "1")
        int orphanMinutes() default 5;

        @AttributeDefinition(
                description =
                        "Minutes a customer waits with nobody online before the bot answers again",
                min = "1")
        int giveUpMinutes() default 60;
    }

    private final QueueBoard board;
    private final Directory directory;
    private final Presence presence;
    private final ConversationLog log;
    private final DeskEntries entries;
    private final LongWaits waits;
    private final AbsentAgents absent;
    private final Clock clock;
    private final Duration assignAfter;
    private final Duration giveUpAfter;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("desk-assigner").daemon().factory());

    @Activate
    public Assigner(
            @Reference(name = "board") QueueBoard board,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "presence") Presence presence,
            @Reference(name = "log") ConversationLog log,
            @Reference(name = "channels") Channels channels,
            @Reference(name = "tickets") DeskStore tickets,
            Config config) {
        this(
                board,
                directory,
                presence,
                log,
                channels,
                tickets,
                config,
                Clock.systemUTC(),
                SteadyClock.begin());
        timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.SECONDS);
    }

    /** Does nothing by itself: whoever makes it calls {@link #run}. */
    Assigner(
            QueueBoard board,
            Directory directory,
            Presence presence,
            ConversationLog log,
            Channels channels,
            DeskStore tickets,
            Config config,
            Clock clock) {
        this(board, directory, presence, log, channels, tickets, config, clock, clock);
    }

    private Assigner(
            QueueBoard board,
            Directory directory,
            Presence presence,
            ConversationLog log,
            Channels channels,
            DeskStore tickets,
            Config config,
            Clock clock,
            Clock steady) {
        this.board = board;
        this.directory = directory;
        this.presence = presence;
        this.log = log;
        this.entries = new DeskEntries(channels, clock);
        this.waits = new LongWaits(log, tickets, entries, new Ids(clock, new SecureRandom()));
        this.absent =
                new AbsentAgents(
                        board,
                        directory,
                        presence,
                        log,
                        entries,
                        steady,
                        Duration.ofMinutes(config.orphanMinutes()));
        this.clock = clock;
        this.assignAfter = Duration.ofSeconds(config.assignAfterSeconds());
        this.giveUpAfter = Duration.ofMinutes(config.giveUpMinutes());
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
    }

    /** Looks once at everybody who waits and everybody who is looked after. */
    void run() {
        try {
            board.waiting().forEach(this::serve);
            board.holders().forEach(absent::check);
        } catch (RuntimeException e) {
            LOG.warn("Assignment failed and is tried again: {}", e.toString());
        }
    }

    private void serve(Conversation waiting) {
        var team = directory.team(waiting.site(), waiting.desk().team().orElse(""));
        var since = waiting.desk().queuedAt().orElse(clock.instant());
        var waited = Duration.between(since, clock.instant());
        if (!assignAfter.isNegative() && waited.compareTo(assignAfter) >= 0) {
            var agent = leastBusy(team);
            if (agent.isPresent()) {
                assign(waiting.id(), agent.get());
                return;
            }
        }
        if (waited.compareTo(giveUpAfter) >= 0
                && presence.online().stream().noneMatch(id -> board.isStaffedBy(team, id))) {
            waits.giveUp(waiting, team);
        }
    }

    /** Only who still waits: an agent may have been faster, or the customer may have left. */
    private void assign(String conversationId, User agent) {
        log.appendAndWait(
                new Entry(
                        conversationId,
                        Optional.empty(),
                        now ->
                                now.state() == State.QUEUED
                                        ? joined(now, agent)
                                        : DeskEntries.notWaiting()),
                DeskEntries.LIMIT);
    }

    private Change joined(Conversation now, User agent) {
        var said = entries.system(now, "agent.joined", agent.name()).stream().toList();
        return DeskEntries.write(DeskEntries.joined(now, agent), said);
    }

    /** By team, presence and load: who is online, has room, and holds the fewest conversations. */
    private Optional<User> leastBusy(Team team) {
        return presence.online().stream()
                .filter(id -> board.isStaffedBy(team, id))
                .map(directory::user)
                .flatMap(Optional::stream)
                .filter(user -> user.enabled() && user.roles().contains(Role.AGENT))
                .filter(user -> board.load(user.id()) < user.capacity())
                .min(
                        Comparator.comparingInt((User user) -> board.load(user.id()))
                                .thenComparing(User::id));
    }
}
