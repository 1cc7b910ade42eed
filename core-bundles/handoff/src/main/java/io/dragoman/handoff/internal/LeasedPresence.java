package io.dragoman.handoff.internal;

import io.dragoman.conversation.SteadyClock;
import io.dragoman.handoff.Presence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Presence in memory: after a restart everybody is away until their console connects again. */
@Component(service = Presence.class)
public final class LeasedPresence implements Presence {

    /** Whoever only uses the REST API renews by hand; a console renews with its heartbeat. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** A page reload must not throw an agent's conversations about. */
    static final Duration GRACE = Duration.ofSeconds(20);

    private final Clock clock;
    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    @Activate
    public LeasedPresence() {
        this(SteadyClock.begin());
    }

    LeasedPresence(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void set(String userId, State state) {
        entries.put(userId, new Entry(state, clock.instant().plus(LEASE)));
    }

    @Override
    public State chosen(String userId) {
        var entry = entries.get(userId);
        return entry == null ? State.ONLINE : entry.state();
    }

    @Override
    public void renew(String userId) {
        set(userId, chosen(userId));
    }

    @Override
    public void disconnected(String userId) {
        entries.computeIfPresent(userId, (id, old) -> new Entry(old.state(), earlier(old.until())));
    }

    private Instant earlier(Instant until) {
        var grace = clock.instant().plus(GRACE);
        return grace.isBefore(until) ? grace : until;
    }

    @Override
    public State state(String userId) {
        var entry = entries.get(userId);
        return entry == null || clock.instant().isAfter(entry.until())
                ? State.OFFLINE
                : entry.state();
    }

    @Override
    public Map<String, Entry> all() {
        var now = clock.instant();
        return entries.entrySet().stream()
                .filter(entry -> !now.isAfter(entry.getValue().until()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<String> online() {
        if (entries.isEmpty()) {
            return List.of();
        }
        var now = clock.instant();
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().state() == State.ONLINE)
                .filter(entry -> !now.isAfter(entry.getValue().until()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
