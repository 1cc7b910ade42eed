package io.dragoman.events.internal;

import io.dragoman.api.channel.PlatformHttp;
import io.dragoman.api.channel.StandardWebhooks;
import io.dragoman.api.config.Secret;
import io.dragoman.api.json.Json;
import io.dragoman.storage.EventStore;
import io.dragoman.storage.EventStore.Attempt;
import io.dragoman.storage.EventStore.Due;
import io.dragoman.storage.EventStore.State;
import io.dragoman.storage.EventStore.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** One call to an endpoint, and what follows from how it ended. Thread-safe. */
@Component(service = EventDelivery.class)
public final class EventDelivery {

    private static final int GONE = 410;

    private final EventStore store;
    private final SubscriptionBook book;
    private final EventAlarms alarms;
    private final Targets targets;
    private final PinnedCall calls;
    private final EventBody bodies;
    private final Schedule schedule;
    private final Duration timeout;
    private final Duration disableAfter;
    private final Clock clock;

    @Activate
    public EventDelivery(
            @Reference(name = "store") EventStore store,
            @Reference(name = "book") SubscriptionBook book,
            @Reference(name = "alarms") EventAlarms alarms,
            @Reference(name = "settings") EventSettings settings,
            @Reference(name = "json") Json json) {
        this(store, book, alarms, settings, new Targets(settings), json, Clock.systemUTC());
    }

    EventDelivery(
            EventStore store,
            SubscriptionBook book,
            EventAlarms alarms,
            EventSettings settings,
            Targets targets,
            Json json,
            Clock clock) {
        this.store = store;
        this.book = book;
        this.alarms = alarms;
        this.targets = targets;
        this.calls = new PinnedCall((SSLSocketFactory) SSLSocketFactory.getDefault());
        this.bodies = new EventBody(json);
        this.schedule = new Schedule(new Random());
        this.timeout = settings.timeout();
        this.disableAfter = settings.disableAfter();
        this.clock = clock;
    }

    @Deactivate
    void close() {
        calls.close();
    }

    /** How a call ended. */
    private record Ended(int status, String response, String reason, Optional<Duration> wish) {
        boolean worked() {
            return status >= 200 && status < 300;
        }
    }

    /** Makes the call and records it. */
    void send(Subscription to, Due due) {
        var at = clock.instant();
        var body = bodies.of(due.event()).getBytes(StandardCharsets.UTF_8);
        var headers = headers(to, due.event().id(), at, body);
        long begun = System.nanoTime();
        var ended = call(to, headers, body, at);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        var attempt =
                new Attempt(
                        at,
                        ended.status(),
                        millis,
                        to.url(),
                        lines(headers),
                        ended.response(),
                        ended.reason());
        settle(to, due, attempt, ended);
    }

    private static Map<String, String> headers(
            Subscription to, String id, Instant at, byte[] body) {
        var previous = to.previousUntil().filter(at::isBefore).flatMap(u -> to.previousSecret());
        var secrets =
                Stream.concat(Stream.of(to.secret()), previous.stream()).map(Secret::new).toList();
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Dragoman");
        headers.putAll(new StandardWebhooks(secrets).headers(id, at, body));
        return headers;
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue())
                .collect(Collectors.joining("\n"));
    }

    private Ended call(Subscription to, Map<String, String> headers, byte[] body, Instant now) {
        return switch (targets.judge(to.url())) {
            case Targets.Judgement.Forbidden forbidden -> failed(forbidden.reason());
            case Targets.Judgement.Unresolved unresolved -> failed(unresolved.reason());
            case Targets.Judgement.Allowed allowed ->
                    switch (calls.post(
                            allowed.uri(), allowed.addresses(), headers, body, timeout)) {
                        case PinnedCall.Result.Failed failure -> failed(failure.reason());
                        case PinnedCall.Result.Answered answered -> judge(answered.answer(), now);
                    };
        };
    }

    private static Ended failed(String reason) {
        return new Ended(0, "", reason, Optional.empty());
    }

    private static Ended judge(HttpAnswer answer, Instant now) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return new Ended(status, answer.beginning(), "", Optional.empty());
        }
        var redirect = status >= 300 && status < 400 ? "; redirects are not followed" : "";
        var wish =
                answer.header("retry-after")
                        .flatMap(
                                said ->
                                        new PlatformHttp.Outcome.Answer(
                                                        status,
                                                        Map.of("Retry-After", List.of(said)),
                                                        new byte[0])
                                                .retryAfter(now));
        return new Ended(
                status, answer.beginning(), "the endpoint answered " + status + redirect, wish);
    }

    private void settle(Subscription to, Due due, Attempt attempt, Ended ended) {
        int attempts = due.delivery().attempts() + 1;
        var now = clock.instant();
        if (ended.worked()) {
            store.settle(due.delivery().id(), attempt, State.DELIVERED, attempts, now);
            if (to.failingSince().isPresent()) {
                store.failing(to.id(), Optional.empty());
                book.refresh();
            }
            return;
        }
        // Known before the attempt is, so that the next one finds it.
        if (to.failingSince().isEmpty()) {
            store.failing(to.id(), Optional.of(now));
            book.refresh();
        }
        var wait =
                ended.status() == GONE
                        ? Optional.<Duration>empty()
                        : schedule.next(attempts, ended.wish());
        store.settle(
                due.delivery().id(),
                attempt,
                wait.isPresent() ? State.PENDING : State.FAILED,
                attempts,
                wait.map(now::plus).orElse(now));
        disableIfHopeless(to, ended, now);
    }

    private void disableIfHopeless(Subscription to, Ended ended, Instant now) {
        if (ended.status() == GONE) {
            disable(to, "the endpoint answered 410: it is gone for good", now);
        } else if (to.failingSince()
                .filter(since -> Duration.between(since, now).compareTo(disableAfter) >= 0)
                .isPresent()) {
            disable(
                    to,
                    "no call has worked for "
                            + disableAfter.toHours()
                            + " hours; the last one: "
                            + ended.reason(),
                    now);
        }
    }

    private void disable(Subscription to, String reason, Instant now) {
        if (store.disable(to.id(), reason, now)) {
            book.refresh();
            alarms.disabled(to, reason);
        }
    }
}
