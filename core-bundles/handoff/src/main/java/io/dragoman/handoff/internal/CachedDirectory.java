package io.dragoman.handoff.internal;

import io.dragoman.conversation.SteadyClock;
import io.dragoman.handoff.Directory;
import io.dragoman.storage.DirectoryStore;
import io.dragoman.storage.Site;
import io.dragoman.storage.Team;
import io.dragoman.storage.User;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the small tables at most once a second. */
@Component(service = Directory.class)
public final class CachedDirectory implements Directory {

    private static final long FRESH_MILLIS = 1_000;
    private static final long NEVER = Long.MIN_VALUE;

    private record Snapshot(
            long at, List<Site> sites, Map<String, List<Team>> teams, List<User> users) {

        static final Snapshot NONE = new Snapshot(NEVER, List.of(), Map.of(), List.of());
    }

    private final DirectoryStore store;
    private final Clock clock;
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Snapshot snapshot = Snapshot.NONE;

    @Activate
    public CachedDirectory(@Reference(name = "store") DirectoryStore store) {
        this(store, SteadyClock.begin());
    }

    CachedDirectory(DirectoryStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private Snapshot now() {
        var current = snapshot;
        long now = clock.millis();
        if (current.at() != NEVER && now - current.at() < FRESH_MILLIS) {
            return current;
        }
        boolean mine = reading.compareAndSet(false, true);
        if (!mine && current.at() != NEVER) {
            // Under load hundreds would come here at once: one reads, the others do with what was.
            return current;
        }
        try {
            var teams =
                    store.teams().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Team::site, Collectors.toUnmodifiableList()));
            var next = new Snapshot(now, store.sites(), teams, store.users());
            snapshot = next;
            return next;
        } finally {
            if (mine) {
                reading.set(false);
            }
        }
    }

    @Override
    public void refresh() {
        snapshot = Snapshot.NONE;
    }

    @Override
    public List<Site> sites() {
        return now().sites();
    }

    @Override
    public List<Team> teams(String site) {
        return now().teams().getOrDefault(site, List.of());
    }

    @Override
    public Team team(String site, String key) {
        var teams = teams(site);
        return teams.stream()
                .filter(team -> team.key().equals(key))
                .findFirst()
                .or(() -> teams.stream().filter(Team::fallback).findFirst())
                .or(() -> teams.stream().findFirst())
                // A site without teams must not lose a customer: everybody is its team.
                .orElseGet(
                        () ->
                                new Team(
                                        "",
                                        site,
                                        "service",
                                        "客服",
                                        "customer service",
                                        Set.of(),
                                        true,
                                        Optional.empty()));
    }

    @Override
    public Optional<User> user(String id) {
        return users().stream().filter(user -> user.id().equals(id)).findFirst();
    }

    @Override
    public List<User> users() {
        return now().users();
    }
}
