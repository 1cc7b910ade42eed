package io.dragoman.handoff.internal;

import io.dragoman.handoff.DeskActions;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.User;
import io.dragoman.storage.User.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
                        "Seconds a customer waits to be taken by hand before an agent is chosen; 0 chooses at once, -1 never",
                min = "-1")
        int assignAfterSeconds() default 15;

        @AttributeDefinition(
                description =
                        "Minutes an agent may be gone before their conversations go back to the queue",
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
    private final DeskActions actions;
    private final Clock clock;
    private final Duration assignAfter;
    private final Duration orphanAfter;
    private final Duration giveUpAfter;
    private final ConcurrentMap<String, Instant> goneSince = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("desk-assigner").daemon().factory());

    @Activate
    public Assigner(
            @Reference(name = "board") QueueBoard board,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "presence") Presence presence,
            @Reference(name = "actions") DeskActions actions,
            Config config) {
        this.board = board;
        this.directory = directory;
        this.presence = presence;
        this.actions = actions;
        this.clock = Clock.systemUTC();
        this.assignAfter = Duration.ofSeconds(config.assignAfterSeconds());
        this.orphanAfter = Duration.ofMinutes(config.orphanMinutes());
        this.giveUpAfter = Duration.ofMinutes(config.giveUpMinutes());
        timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    void close() {
        timer.shutdownNow();
    }

    private void run() {
        try {
            board.waiting().forEach(this::serve);
            board.holders().forEach(this::checkHolder);
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
                actions.assign(waiting.id(), agent.get(), agent.get().id());
                return;
            }
        }
        if (waited.compareTo(giveUpAfter) >= 0
                && presence.online().stream().noneMatch(id -> QueueBoard.serves(team, id))) {
            directory.users().stream()
                    .findFirst()
                    .ifPresent(user -> actions.returnToBot(waiting.id(), user));
        }
    }

    /** By team, presence and load: who is online, has room, and holds the fewest conversations. */
    private Optional<User> leastBusy(io.dragoman.storage.Team team) {
        return presence.online().stream()
                .filter(id -> QueueBoard.serves(team, id))
                .map(directory::user)
                .flatMap(Optional::stream)
                .filter(user -> user.enabled() && user.roles().contains(Role.AGENT))
                .filter(user -> board.load(user.id()) < user.capacity())
                .min(
                        Comparator.comparingInt((User user) -> board.load(user.id()))
                                .thenComparing(User::id));
    }

    private void checkHolder(String userId) {
        if (presence.state(userId) != Presence.State.OFFLINE) {
            goneSince.remove(userId);
            return;
        }
        var since = goneSince.computeIfAbsent(userId, id -> clock.instant());
        if (Duration.between(since, clock.instant()).compareTo(orphanAfter) < 0) {
            return;
        }
        goneSince.remove(userId);
        directory
                .user(userId)
                .ifPresent(user -> board.heldBy(userId).forEach(id -> requeue(id, user)));
    }

    private void requeue(String conversationId, User gone) {
        var result = actions.requeue(conversationId, gone);
        LOG.info(
                "Conversation {} of absent agent {} went back to its queue: {}",
                conversationId,
                gone.username(),
                result.getClass().getSimpleName());
    }
}
