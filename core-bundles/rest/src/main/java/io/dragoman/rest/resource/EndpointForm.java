package io.dragoman.rest.resource;

import io.dragoman.events.EventFeed;
import io.dragoman.events.EventType;
import io.dragoman.rest.Body;
import io.dragoman.rest.Call;
import io.dragoman.rest.Services;
import io.dragoman.storage.EventStore.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a request says about an endpoint for events, checked. Thread-safe. */
final class EndpointForm {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 2_000;

    /** How long the secret before the last one signs, too. */
    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Services services;
    private final Lookup lookup;
    private final Clock clock;

    EndpointForm(Services services, Clock clock) {
        this.services = services;
        this.lookup = new Lookup(services);
        this.clock = clock;
    }

    /** A new endpoint. */
    Subscription made(Call call, Body body, String id, String secret) {
        var name = body.text("name", LONGEST_NAME);
        var url = url(body).orElse("");
        if (!body.has("url")) {
            body.wrong("url", "required");
        }
        var types = types(body).orElse(Set.of());
        if (types.isEmpty()) {
            body.wrong("types", "required");
        }
        body.check();
        var now = clock.instant();
        return new Subscription(
                id,
                site(call, body),
                name.strip(),
                url,
                secret,
                Optional.empty(),
                Optional.empty(),
                types,
                true,
                "",
                Optional.empty(),
                now,
                now);
    }

    /** An endpoint with that changed which the request names. */
    Subscription changed(Call call, Body body, Subscription old) {
        var name = body.has("name") ? body.text("name", LONGEST_NAME).strip() : old.name();
        var url = url(body).orElse(old.url());
        var types = types(body).orElse(old.types());
        var enabled = body.flag("enabled").orElse(old.enabled());
        if (types.isEmpty()) {
            body.wrong("types", "required");
        }
        body.check();
        boolean fresh = enabled && (!old.enabled() || !url.equals(old.url()));
        return new Subscription(
                old.id(),
                body.has("site") ? site(call, body) : old.site(),
                name,
                url,
                old.secret(),
                old.previousSecret(),
                old.previousUntil(),
                types,
                enabled,
                enabled || old.enabled() ? "" : old.disabledReason(),
                fresh ? Optional.empty() : old.failingSince(),
                old.createdAt(),
                clock.instant());
    }

    /** An endpoint with another secret; the one it has signs for a while longer. */
    Subscription rotated(Subscription old, String secret) {
        var now = clock.instant();
        return new Subscription(
                old.id(),
                old.site(),
                old.name(),
                old.url(),
                secret,
                Optional.of(old.secret()),
                Optional.of(now.plus(OVERLAP)),
                old.types(),
                old.enabled(),
                old.disabledReason(),
                old.failingSince(),
                old.createdAt(),
                now);
    }

    private Optional<String> url(Body body) {
        var url = body.optionalText("url", LONGEST_URL).map(String::strip);
        url.flatMap(services.get(EventFeed.class)::complaint)
                .ifPresent(why -> body.wrong("url", "not-allowed", why));
        return url;
    }

    private static Optional<Set<String>> types(Body body) {
        var names = EventType.offered().stream().map(EventType::wire).toList();
        var said = body.texts("types", names.size(), LONGEST_NAME);
        said.filter(list -> !names.containsAll(list))
                .ifPresent(list -> body.wrong("types", "one-of", String.join(", ", names)));
        return said.map(Set::copyOf);
    }

    /** No site means all of them, which only somebody of no site may choose. */
    private Optional<String> site(Call call, Body body) {
        var said = body.optionalText("site", 64).filter(site -> !site.isBlank());
        return said.isEmpty() && call.user().site().isEmpty()
                ? Optional.empty()
                : Optional.of(lookup.site(call, said));
    }
}
