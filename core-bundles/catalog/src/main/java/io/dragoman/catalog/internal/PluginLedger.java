package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.Plugins.Error;
import io.dragoman.catalog.Plugins.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of each file of the deploy folder. Thread-safe. */
final class PluginLedger {

    private static final Logger LOG = LoggerFactory.getLogger(PluginLedger.class);
    private static final int ERRORS_KEPT = 5;

    /**
     * What is known of a file.
     *
     * @param bundle what runs for it: itself, or the version that stays in force in its place
     */
    record Entry(
            PluginFile file,
            Optional<Bundle> bundle,
            State state,
            Reason why,
            Instant since,
            List<Error> errors) {

        /** Why, in English. */
        String reason() {
            return why.text();
        }

        /** Whether it has come to this end with this content. */
        boolean is(PluginFile other, State end) {
            return state == end && file.sha256().equals(other.sha256());
        }
    }

    private final Clock clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, Deque<Error>> errors = new ConcurrentHashMap<>();
    private Set<String> present = Set.of();

    PluginLedger(Clock clock) {
        this.clock = clock;
    }

    List<Entry> entries() {
        return entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.file().path()))
                .toList();
    }

    Optional<Entry> of(PluginFile file) {
        return Optional.ofNullable(entries.get(file.path().toString()));
    }

    /** These files are in the folder; what is known of others is forgotten. */
    synchronized void present(Set<String> paths) {
        present = Set.copyOf(paths);
        entries.keySet().retainAll(present);
        errors.keySet().retainAll(present);
    }

    /** Forgets how it ended with a file, so that it is tried again. */
    synchronized void forget(PluginFile file) {
        entries.remove(file.path().toString());
    }

    /** Notes something that went wrong, unless it is what was noted last. */
    synchronized void error(PluginFile file, Reason why) {
        var log = errors.computeIfAbsent(file.path().toString(), path -> new ArrayDeque<>());
        if (log.isEmpty() || !log.peekFirst().why().equals(why)) {
            LOG.warn("Plug-in {}: {}", file.fileName(), why);
        }
        log.addFirst(new Error(clock.instant(), why));
        while (log.size() > ERRORS_KEPT) {
            log.removeLast();
        }
    }

    /** Notes how a file does now; one that has gone meanwhile is not noted. */
    synchronized void put(PluginFile file, Optional<Bundle> bundle, State state, Reason why) {
        var path = file.path().toString();
        if (!present.contains(path)) {
            return;
        }
        var known = entries.get(path);
        var same = known != null && known.is(file, state) && known.why().equals(why);
        var since = same ? known.since() : clock.instant();
        var past = List.copyOf(errors.getOrDefault(path, new ArrayDeque<>()));
        entries.put(path, new Entry(file, bundle, state, why, since, past));
    }
}
