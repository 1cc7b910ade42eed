package io.dragoman.dialogue;

import io.dragoman.api.message.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Which version of each skill takes the turns: the newest that is usable. Thread-safe. */
final class ChosenVersions {

    static final Comparator<InstalledVersion> BY_AGE =
            Comparator.comparing((InstalledVersion v) -> v.source().version())
                    .thenComparing(v -> v.source().serviceId());

    private final Map<String, Long> wentAt = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Map<String, InstalledVersion> current = Map.of();
    private volatile Map<InstalledVersion, Reason> clashes = Map.of();

    /** Chooses anew among all that are installed. */
    void choose(Collection<InstalledVersion> installed) {
        lock.lock();
        try {
            var next = new HashMap<String, InstalledVersion>();
            for (var version : installed) {
                if (version.isUsable()) {
                    next.merge(
                            version.source().id(),
                            version,
                            (a, b) -> BY_AGE.compare(a, b) >= 0 ? a : b);
                }
            }
            clashes = withoutClashes(next);
            remember(installed, next);
            current = Map.copyOf(next);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leaves out skills with a tool of a name that another skill has: names are unique, so that
     * rules, models and other programs can rely on them. Who was there first stays.
     */
    private Map<InstalledVersion, Reason> withoutClashes(Map<String, InstalledVersion> next) {
        var order =
                Comparator.comparing((InstalledVersion v) -> !current.containsKey(v.source().id()))
                        .thenComparing(v -> v.source().serviceId());
        var owners = new HashMap<String, String>();
        var found = new HashMap<InstalledVersion, Reason>();
        for (var version : next.values().stream().sorted(order).toList()) {
            var id = version.source().id();
            var taken = version.toolNames().stream().filter(owners::containsKey).findFirst();
            if (taken.isPresent()) {
                found.put(
                        version,
                        Reason.of(
                                "tool-taken",
                                "its tool '{tool}' has the name of a tool of the skill '{skill}';"
                                        + " rename one of them",
                                "tool",
                                taken.get(),
                                "skill",
                                owners.get(taken.get())));
                next.remove(id);
            } else {
                version.toolNames().forEach(name -> owners.put(name, id));
            }
        }
        return Map.copyOf(found);
    }

    /** Why a version may take no turns although it could. */
    Optional<Reason> clash(InstalledVersion version) {
        return Optional.ofNullable(clashes.get(version));
    }

    /** A skill that is there and may take no turns is not expected back in a moment. */
    private void remember(
            Collection<InstalledVersion> installed, Map<String, InstalledVersion> next) {
        long now = System.nanoTime();
        var there = installed.stream().map(v -> v.source().id()).collect(Collectors.toSet());
        current.keySet().stream()
                .filter(id -> !there.contains(id))
                .forEach(id -> wentAt.put(id, now));
        wentAt.keySet().removeAll(next.keySet());
    }

    /** The version of a skill that takes the turns. */
    Optional<InstalledVersion> of(String id) {
        return Optional.ofNullable(current.get(id));
    }

    /** Whether it is this version that takes the turns of its skill. */
    boolean is(InstalledVersion version) {
        return current.get(version.source().id()) == version;
    }

    /** Whether a skill is there, or comes back within this time of going. */
    boolean isBack(String id, Duration patience) {
        lock.lock();
        try {
            var went = wentAt.get(id);
            if (went == null) {
                return current.containsKey(id);
            }
            long left = went + patience.toNanos() - System.nanoTime();
            while (!current.containsKey(id) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return current.containsKey(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
