package io.dragoman.catalog.internal;

import io.dragoman.api.message.Reason;
import io.dragoman.catalog.PluginProbe;
import io.dragoman.catalog.Plugins.Error;
import io.dragoman.catalog.Plugins.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Watches versions in their first minutes. Thread-safe. */
final class Probation {

    private final Limits limits;
    private final List<PluginProbe> probes;
    private final Clock clock;
    private final Map<String, Instant> begun = new ConcurrentHashMap<>();

    /**
     * What a new version may do wrong.
     *
     * @param time how long it is watched
     * @param percent of its calls that may fail
     * @param calls that have to be seen before it is judged
     */
    record Limits(Duration time, int percent, int calls) {}

    Probation(Limits limits, List<PluginProbe> probes, Clock clock) {
        this.limits = limits;
        this.probes = probes;
        this.clock = clock;
    }

    /** A version is in force since then. */
    void begin(String sha256, Instant since) {
        begun.put(sha256, since);
    }

    /** Whether a version is watched. */
    boolean runs(String sha256) {
        var since = begun.get(sha256);
        if (since == null) {
            return false;
        }
        boolean still = clock.instant().isBefore(since.plus(limits.time()));
        if (!still) {
            begun.remove(sha256);
        }
        return still;
    }

    /** Why a version is no good; empty while it is. */
    Optional<Reason> verdict(long bundleId) {
        var usage = probes.stream().flatMap(probe -> probe.usage(bundleId).stream()).toList();
        long calls = usage.stream().mapToLong(Usage::calls).sum();
        long errors = usage.stream().mapToLong(Usage::errors).sum();
        boolean quarantined = usage.stream().anyMatch(one -> one.quarantine().isPresent());
        boolean tooMany = calls >= limits.calls() && errors * 100 > calls * limits.percent();
        if (!quarantined && !tooMany) {
            return Optional.empty();
        }
        var latest =
                usage.stream()
                        .flatMap(one -> one.failures().stream())
                        .findFirst()
                        .map(Error::message)
                        .orElse("");
        var why =
                Reason.of(
                        "rolled-back",
                        "rolled back because {errors} of its first {calls} calls failed (limit"
                                + " {limit} %)",
                        "errors",
                        errors,
                        "calls",
                        calls,
                        "limit",
                        limits.percent(),
                        "cause",
                        latest);
        return Optional.of(
                latest.isEmpty() ? why : why.saying(why.text() + ", the last one: " + latest));
    }
}
