package io.dragoman.handoff.internal;

import io.dragoman.handoff.Directory;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.Team;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Who waits for whom. Ten thousand may wait, and every turn of anybody wants to know how many: that
 * is counted as they come and go. Changed by one thread at a time, read by any.
 */
final class WaitingLines {

    /** The order in which waiting customers are taken: urgent ones first, then who came first. */
    static final Comparator<Conversation> ORDER =
            Comparator.comparingInt(Conversation::priority)
                    .reversed()
                    .thenComparing(c -> c.desk().queuedAt().orElse(Instant.MAX))
                    .thenComparing(Conversation::id);

    /** The customers of a site who wait for a team, as the team was asked for. */
    private record Line(String site, String team) {
        static Line of(Conversation waiting) {
            return new Line(waiting.site(), waiting.desk().team().orElse(""));
        }
    }

    /** The places of all, good until somebody comes, goes or is moved. */
    private record Places(long changes, Map<String, Integer> byId) {}

    private final Directory directory;
    private final ConcurrentMap<String, Conversation> waiting = new ConcurrentHashMap<>();
    private final ConcurrentMap<Line, Integer> lengths = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    private volatile Places counted = new Places(0, Map.of());

    WaitingLines(Directory directory) {
        this.directory = directory;
    }

    /** Takes note of a conversation as it is now, whether or not it waits. */
    void place(Conversation conversation) {
        var id = conversation.id();
        boolean waits = conversation.state() == State.QUEUED;
        var before = waits ? waiting.put(id, conversation) : waiting.remove(id);
        if (before != null) {
            lengths.computeIfPresent(
                    Line.of(before), (line, length) -> length > 1 ? length - 1 : null);
        }
        if (waits) {
            lengths.merge(Line.of(conversation), 1, Integer::sum);
        }
        if (waits ? before == null || !samePlace(before, conversation) : before != null) {
            changes.incrementAndGet();
        }
    }

    /** Whoever says something while they wait keeps their place. */
    private static boolean samePlace(Conversation before, Conversation now) {
        return ORDER.compare(before, now) == 0 && Line.of(before).equals(Line.of(now));
    }

    /** Everybody, in order. */
    List<Conversation> all() {
        return waiting.values().stream().sorted(ORDER).toList();
    }

    /** How many wait for a team. */
    int length(Team team) {
        return lengths.isEmpty()
                ? 0
                : lines(team).stream().mapToInt(line -> lengths.getOrDefault(line, 0)).sum();
    }

    /** The lines that a team serves: its own, and as the fallback those of teams that are not. */
    private Set<Line> lines(Team team) {
        return lengths.keySet().stream()
                .filter(line -> line.site().equals(team.site()))
                .filter(line -> served(line).team().equals(team.key()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Line served(Line line) {
        return new Line(line.site(), directory.team(line.site(), line.team()).key());
    }

    /**
     * The place of a conversation that waits, 1 being next; counted from the conversation as given,
     * because this may hear of it a moment later.
     */
    int position(Conversation conversation) {
        return known(conversation).orElseGet(() -> count(conversation));
    }

    private int count(Conversation conversation) {
        var lines =
                lines(directory.team(conversation.site(), conversation.desk().team().orElse("")));
        long before =
                waiting.values().stream()
                        .filter(c -> ORDER.compare(c, conversation) < 0)
                        .filter(c -> !c.id().equals(conversation.id()))
                        .filter(c -> lines.contains(Line.of(c)))
                        .count();
        return (int) before + 1;
    }

    private Optional<Integer> known(Conversation conversation) {
        var places = counted;
        var here = waiting.get(conversation.id());
        boolean current =
                places.changes() == changes.get() && here != null && samePlace(here, conversation);
        return current
                ? Optional.ofNullable(places.byId().get(conversation.id()))
                : Optional.empty();
    }

    /** Counts the places of all in one pass, so that they are known until the next change. */
    Map<String, Integer> places() {
        long seen = changes.get();
        var served = new HashMap<Line, Line>();
        var lengthsSoFar = new HashMap<Line, Integer>();
        var byId = new HashMap<String, Integer>();
        for (var conversation : all()) {
            var line = served.computeIfAbsent(Line.of(conversation), this::served);
            byId.put(conversation.id(), lengthsSoFar.merge(line, 1, Integer::sum));
        }
        counted = new Places(seen, Map.copyOf(byId));
        return counted.byId();
    }
}
