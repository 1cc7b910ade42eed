package io.dragoman.handoff.internal;

import io.dragoman.conversation.LogFeed;
import io.dragoman.conversation.LogListener;
import io.dragoman.conversation.Subscription;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Directory;
import io.dragoman.handoff.Presence;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.ConversationLists;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Who waits, and who is busy with whom, kept in memory from what the log tells; the log is the
 * truth, and this is read from it at the start.
 */
@Component(service = {QueueBoard.class, Desk.class})
public final class QueueBoard implements Desk, LogListener {

    private final Directory directory;
    private final Presence presence;
    private final Clock clock;
    private final Subscription subscription;

    /** Conversations that were told of while the store is read; empty afterwards. */
    private Optional<Set<String>> heardOf = Optional.of(new HashSet<>());

    private final WaitingLines lines;
    private final ConcurrentMap<String, String> holders = new ConcurrentHashMap<>();

    @Activate
    public QueueBoard(
            @Reference(name = "store") LogStore store,
            @Reference(name = "directory") Directory directory,
            @Reference(name = "presence") Presence presence,
            @Reference(name = "feed") LogFeed feed) {
        this(store, directory, presence, feed, Clock.systemUTC());
    }

    QueueBoard(LogStore store, Directory directory, Presence presence, LogFeed feed, Clock clock) {
        this.directory = directory;
        this.lines = new WaitingLines(directory);
        this.presence = presence;
        this.clock = clock;
        // Heard before it is read, so that nothing falls in between.
        this.subscription = feed.subscribe(this);
        store.allQueued().forEach(this::placeUnlessHeardOf);
        held(store).forEach(this::placeUnlessHeardOf);
        heardOf = Optional.empty();
    }

    /** What was told while the store was read is newer than what was read. */
    private synchronized void placeUnlessHeardOf(Conversation read) {
        if (heardOf.filter(ids -> ids.contains(read.id())).isEmpty()) {
            place(read);
        }
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    private static List<Conversation> held(LogStore store) {
        var filter =
                new ConversationLists.Filter(
                        Optional.empty(),
                        List.of(State.HUMAN),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return store.list(filter, Optional.empty(), 10_000).items();
    }

    @Override
    public synchronized void written(Written change) {
        heardOf.ifPresent(ids -> ids.add(change.conversation().id()));
        place(change.conversation());
    }

    private void place(Conversation conversation) {
        var id = conversation.id();
        lines.place(conversation);
        if (conversation.state() == State.HUMAN && conversation.desk().assignee().isPresent()) {
            holders.put(id, conversation.desk().assignee().get());
        } else {
            holders.remove(id);
        }
    }

    /** Everybody who waits, in order. */
    List<Conversation> waiting() {
        return lines.all();
    }

    /** How many conversations an agent holds. */
    int load(String userId) {
        return (int) holders.values().stream().filter(userId::equals).count();
    }

    /** The conversations that an agent holds. */
    List<String> heldBy(String userId) {
        return holders.entrySet().stream()
                .filter(entry -> entry.getValue().equals(userId))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The agents who hold conversations. */
    Set<String> holders() {
        return Set.copyOf(holders.values());
    }

    @Override
    public Plan plan(String site, String teamKey) {
        var team = directory.team(site, teamKey);
        return new Plan(team, lines.length(team) + 1, online(team), open(team));
    }

    @Override
    public Optional<Integer> position(Conversation conversation) {
        if (conversation.state() != State.QUEUED) {
            return Optional.empty();
        }
        return Optional.of(lines.position(conversation));
    }

    @Override
    public Map<String, Integer> places() {
        return lines.places();
    }

    @Override
    public List<Load> loads(String site) {
        var online = presence.online();
        return directory.teams(site).stream()
                .map(team -> new Load(team, online(team, online), lines.length(team), open(team)))
                .toList();
    }

    private int online(Team team) {
        return online(team, presence.online());
    }

    private int online(Team team, List<String> users) {
        return (int) users.stream().filter(id -> isStaffedBy(team, id)).count();
    }

    /** Whether a team's customers can be given to a user, who may be limited to another site. */
    boolean isStaffedBy(Team team, String userId) {
        return serves(team, userId)
                && directory.user(userId).filter(user -> user.worksFor(team.site())).isPresent();
    }

    /** Whether a user works for a team; a team without members is everybody's. */
    static boolean serves(Team team, String userId) {
        return team.members().isEmpty() || team.members().contains(userId);
    }

    private boolean open(Team team) {
        if (team.hours().isEmpty()) {
            return true;
        }
        var zone =
                directory.sites().stream()
                        .filter(s -> s.id().equals(team.site()))
                        .map(Site::zone)
                        .findFirst()
                        .orElse("UTC");
        return OpeningHours.parse(team.hours().get()).open(clock.instant(), zone);
    }
}
