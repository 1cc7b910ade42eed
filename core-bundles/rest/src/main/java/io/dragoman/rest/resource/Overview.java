package io.dragoman.rest.resource;

import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Desk.Load;
import io.dragoman.handoff.Directory;
import io.dragoman.rest.Services;
import io.dragoman.rest.Tree;
import io.dragoman.storage.FigureStore;
import io.dragoman.storage.FigureStore.Figures;
import io.dragoman.storage.FigureStore.Score;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Live queues, agents, and today's numbers of a site. The numbers are counted by the database and
 * remembered for a quarter of a minute, or longer where counting takes long. Thread-safe.
 */
final class Overview {

    private static final Duration FRESH = Duration.ofSeconds(15);

    /** Of the time, at most so much is spent on counting for one site. */
    private static final int SHARE = 20;

    private static final int HOURS = 24;
    private static final int BEST_SCORE = 5;

    private final Services services;
    private final PresenceResource presence;
    private final Clock clock;
    private final ConcurrentMap<String, Counted> counted = new ConcurrentHashMap<>();

    Overview(Services services, PresenceResource presence, Clock clock) {
        this.services = services;
        this.presence = presence;
        this.clock = clock;
    }

    private record Counted(Instant until, Instant midnight, ZoneId zone, Figures figures) {}

    Map<String, Object> of(String site, Locale locale) {
        var numbers = numbers(site);
        return Tree.of("at", clock.instant())
                .put("queues", queues(site, numbers.figures(), locale))
                .put("agents", agents(numbers.figures().scores()))
                .put("today", today(numbers))
                .done();
    }

    private Counted numbers(String site) {
        var known = counted.get(site);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        var zone = zone(site);
        var begin = clock.instant();
        var midnight = begin.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        var figures = services.get(FigureStore.class).since(site, midnight);
        var end = clock.instant();
        var rest = Duration.between(begin, end).multipliedBy(SHARE);
        var until = end.plus(rest.compareTo(FRESH) > 0 ? rest : FRESH);
        var fresh = new Counted(until, midnight, zone, figures);
        counted.put(site, fresh);
        return fresh;
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

    private static Map<String, Object> today(Counted numbers) {
        var figures = numbers.figures();
        var tree =
                Tree.of("conversations", figures.conversations())
                        .put("answeredByBot", figures.byBot())
                        .put("handoffs", figures.handoffs())
                        .put("closed", figures.closed())
                        .put("tickets", figures.tickets())
                        .put("messages", figures.messages())
                        .put("ratings", figures.scores().stream().mapToInt(Score::count).sum());
        average(figures.scores()).ifPresent(average -> tree.put("averageRating", average));
        return tree.put("distribution", distribution(figures.scores()))
                .put("perHour", perHour(numbers))
                .done();
    }

    private static List<Integer> distribution(List<Score> scores) {
        var distribution = new ArrayList<>(Collections.nCopies(BEST_SCORE, 0));
        scores.forEach(
                score ->
                        distribution.set(
                                score.score() - 1,
                                distribution.get(score.score() - 1) + score.count()));
        return distribution;
    }

    /** By the hours of the clock, of which a day with a change of the clock has more or fewer. */
    private static List<Integer> perHour(Counted numbers) {
        var perHour = new ArrayList<>(Collections.nCopies(HOURS, 0));
        numbers.figures()
                .openedByHour()
                .forEach(
                        (hours, count) -> {
                            var at = numbers.midnight().plus(Duration.ofHours(hours));
                            int hour = at.atZone(numbers.zone()).getHour();
                            perHour.set(hour, perHour.get(hour) + count);
                        });
        return perHour;
    }

    private List<Map<String, Object>> queues(String site, Figures figures, Locale locale) {
        var store = services.get(LogStore.class);
        return Tree.each(
                services.get(Desk.class).loads(site), load -> queue(load, store, figures, locale));
    }

    private Map<String, Object> queue(Load load, LogStore store, Figures figures, Locale locale) {
        var team = load.team();
        var longest =
                store.queue(team.site(), team.key()).stream()
                        .flatMap(waiting -> waiting.desk().queuedAt().stream())
                        .min(Instant::compareTo)
                        .map(since -> Duration.between(since, clock.instant()).toSeconds());
        return Tree.of("team", Lookup.ref(team, locale))
                .put("waiting", load.waiting())
                .put("longestWaitSeconds", longest)
                .put("human", figures.held().getOrDefault(team.key(), 0))
                .put("agentsOnline", load.online())
                .put("openNow", load.open())
                .done();
    }

    private List<Map<String, Object>> agents(List<Score> scores) {
        return presence.agents().stream().map(agent -> rated(agent, scores)).toList();
    }

    private static Map<String, Object> rated(Map<String, Object> agent, List<Score> scores) {
        var tree = new LinkedHashMap<>(agent);
        if (agent.get("agent") instanceof Map<?, ?> ref) {
            average(
                            scores.stream()
                                    .filter(s -> s.agent().equals(Optional.of(ref.get("id"))))
                                    .toList())
                    .ifPresent(score -> tree.put("averageRating", score));
        }
        return tree;
    }

    private static OptionalDouble average(List<Score> scores) {
        long count = scores.stream().mapToLong(Score::count).sum();
        double sum = scores.stream().mapToDouble(score -> score.score() * score.count()).sum();
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.round(sum / count * 100) / 100.0);
    }
}
