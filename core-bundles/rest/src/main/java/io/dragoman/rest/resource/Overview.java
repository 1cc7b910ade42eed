package io.dragoman.rest.resource;

import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Desk.Load;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Pages;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.Conversation.State;
import io.dragoman.storage.DeskStore;
import io.dragoman.storage.DeskStore.Rating;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Filter;
import io.dragoman.storage.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Live queues, agents, and today's numbers of a site. The numbers are counted from the log, up to a
 * bound, and remembered for a quarter of a minute. Thread-safe.
 */
final class Overview {

    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final int MOST_HELD = 1_000;

    private final Services services;
    private final PresenceResource presence;
    private final Clock clock;
    private final ConcurrentMap<String, Counted> counted = new ConcurrentHashMap<>();

    Overview(Services services, PresenceResource presence, Clock clock) {
        this.services = services;
        this.presence = presence;
        this.clock = clock;
    }

    private record Counted(Instant at, Today today, List<Rating> ratings) {}

    Map<String, Object> of(String site, Locale locale) {
        var numbers = numbers(site);
        return Tree.of("at", clock.instant())
                .put("queues", queues(site, locale))
                .put("agents", agents(numbers.ratings()))
                .put("today", numbers.today().tree())
                .done();
    }

    private Counted numbers(String site) {
        var known = counted.get(site);
        if (known != null && clock.instant().isBefore(known.at().plus(FRESH))) {
            return known;
        }
        var midnight =
                clock.instant()
                        .atZone(zone(site))
                        .toLocalDate()
                        .atStartOfDay(zone(site))
                        .toInstant();
        var ratings = ratings(site, midnight);
        var today = Today.count(services, site, midnight, zone(site), ratings);
        var fresh = new Counted(clock.instant(), today, ratings);
        counted.put(site, fresh);
        return fresh;
    }

    private List<Rating> ratings(String site, Instant midnight) {
        var store = services.get(DeskStore.class);
        return Pages.upTo(
                MOST_HELD,
                (cursor, limit) -> store.ratings(Optional.of(site), cursor, limit),
                rating -> !rating.at().isBefore(midnight));
    }

    private ZoneId zone(String site) {
        return services.get(Directory.class).sites().stream()
                .filter(found -> found.id().equals(site))
                .map(Site::zone)
                .filter(ZoneId.getAvailableZoneIds()::contains)
                .map(ZoneId::of)
                .findFirst()
                .orElse(ZoneId.of("UTC"));
    }

    private List<Map<String, Object>> queues(String site, Locale locale) {
        var store = services.get(LogStore.class);
        var held = held(store, site);
        return Tree.each(
                services.get(Desk.class).loads(site), load -> queue(load, store, held, locale));
    }

    private Map<String, Object> queue(
            Load load, LogStore store, List<Conversation> held, Locale locale) {
        var team = load.team();
        var longest =
                store.queue(team.site(), team.key()).stream()
                        .flatMap(waiting -> waiting.desk().queuedAt().stream())
                        .min(Instant::compareTo)
                        .map(since -> Duration.between(since, clock.instant()).toSeconds());
        return Tree.of("team", Lookup.ref(team, locale))
                .put("waiting", load.waiting())
                .put("longestWaitSeconds", longest)
                .put(
                        "human",
                        held.stream()
                                .filter(c -> c.desk().team().equals(Optional.of(team.key())))
                                .count())
                .put("agentsOnline", load.online())
                .put("openNow", load.open())
                .done();
    }

    private static List<Conversation> held(LogStore store, String site) {
        var filter =
                new Filter(
                        Optional.of(site),
                        List.of(State.HUMAN),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return Pages.upTo(
                MOST_HELD, (cursor, limit) -> store.list(filter, cursor, limit), each -> true);
    }

    private List<Map<String, Object>> agents(List<Rating> ratings) {
        return presence.agents().stream().map(agent -> rated(agent, ratings)).toList();
    }

    private static Map<String, Object> rated(Map<String, Object> agent, List<Rating> ratings) {
        var tree = new LinkedHashMap<>(agent);
        if (agent.get("agent") instanceof Map<?, ?> ref) {
            average(
                            ratings.stream()
                                    .filter(r -> r.agent().equals(Optional.of(ref.get("id"))))
                                    .toList())
                    .ifPresent(score -> tree.put("averageRating", score));
        }
        return tree;
    }

    static OptionalDouble average(List<Rating> ratings) {
        var average = ratings.stream().mapToInt(Rating::score).average();
        return average.isEmpty()
                ? average
                : OptionalDouble.of(Math.round(average.getAsDouble() * 100) / 100.0);
    }
}
