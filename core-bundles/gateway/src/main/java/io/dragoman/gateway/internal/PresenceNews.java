package io.dragoman.gateway.internal;

import io.dragoman.handoff.Presence;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.User;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How present agents are, and what everybody was told of it last. Thread-safe. */
final class PresenceNews {

    private record Told(User user, Presence.State state) {}

    private final Presence presence;
    private final LogStore store;
    private final ConcurrentMap<String, Told> told = new ConcurrentHashMap<>();

    PresenceNews(Presence presence, LogStore store) {
        this.presence = presence;
        this.store = store;
    }

    /** What everybody is told of an agent now, as the public API's {@code Presence}. */
    Map<String, Object> now(User user) {
        var state = presence.state(user.id());
        told.put(user.id(), new Told(user, state));
        return Map.of(
                "agent",
                Map.of("id", user.id(), "name", user.name()),
                "state",
                state.name().toLowerCase(Locale.ROOT),
                "open",
                store.loads().getOrDefault(user.id(), 0),
                "capacity",
                user.capacity());
    }

    /** The same of all whose presence is not what everybody was told last. */
    List<Map<String, Object>> changed() {
        return told.values().stream()
                .filter(last -> presence.state(last.user().id()) != last.state())
                .map(Told::user)
                .map(this::now)
                .toList();
    }
}
