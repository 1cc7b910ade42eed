package io.dragoman.rest.health;

import io.dragoman.api.ai.Embedder;
import io.dragoman.api.ai.LanguageModel;
import io.dragoman.api.message.Reason;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.catalog.HealthCheck;
import io.dragoman.handoff.Desk;
import io.dragoman.handoff.Presence;
import io.dragoman.rest.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts without which nobody can be served, and the language model. The store, the knowledge
 * base and the pipeline speak for themselves. Thread-safe.
 */
public final class CoreChecks implements HealthCheck {

    private static final int REASONS = 3;

    private final Services services;
    private final Surroundings surroundings;

    /** What the container knows. */
    public interface Surroundings {

        /** The addresses under which HTTP is served; empty while it is not. */
        List<String> endpoints();
    }

    /** Asks these services. */
    public CoreChecks(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public List<Part> check() {
        var parts = new ArrayList<Part>();
        parts.add(rules());
        parts.add(embeddings());
        parts.add(desk());
        parts.add(http());
        services.find(LanguageModel.class)
                .map(model -> part("model", Status.UP, Reason.NONE, Map.of("name", model.name())))
                .ifPresent(parts::add);
        return parts;
    }

    private static Part part(String id, Status status, Reason why, Map<String, String> details) {
        return new Part(id, id, status, why, details);
    }

    private static Part down(String id, Reason why) {
        return part(id, Status.DOWN, why, Map.of());
    }

    private Part rules() {
        var engine = services.find(RuleEngine.class);
        if (engine.isEmpty()) {
            return down("rules", Reason.of("rules-not-started", "The rule engine has not started"));
        }
        var status = engine.get().status();
        if (status.version().isEmpty()) {
            return down("rules", Reason.of("rules-compiling", "The rules are being compiled"));
        }
        var loops =
                status.files().stream()
                        .filter(RuleEngine.File::quarantined)
                        .map(file -> file.name() + " is put aside because its rules do not end")
                        .toList();
        var problems = status.problems().stream().map(CoreChecks::words).toList();
        var reasons = new ArrayList<>(problems);
        reasons.addAll(loops);
        int count = status.files().stream().mapToInt(RuleEngine.File::rules).sum();
        return part(
                "rules",
                reasons.isEmpty() ? Status.UP : Status.DEGRADED,
                reasons.isEmpty() ? Reason.NONE : broken(status, reasons),
                Map.of(
                        "version", status.version(),
                        "files", Integer.toString(status.files().size()),
                        "rules", Integer.toString(count)));
    }

    /** The files in the reader's words; what is wrong in them, in English. */
    private static Reason broken(RuleEngine.Status status, List<String> reasons) {
        var files =
                Stream.concat(
                                status.problems().stream().map(RuleEngine.Problem::file),
                                status.files().stream()
                                        .filter(RuleEngine.File::quarantined)
                                        .map(RuleEngine.File::name))
                        .distinct()
                        .collect(Collectors.joining(", "));
        return Reason.of("rules-broken", "{files}", "files", files)
                .saying(reasons.stream().limit(REASONS).collect(Collectors.joining("; ")));
    }

    private static String words(RuleEngine.Problem problem) {
        var line = problem.line().map(number -> ":" + number).orElse("");
        return problem.file() + line + ": " + problem.reason();
    }

    private Part desk() {
        if (services.find(Desk.class).isEmpty()) {
            return down("desk", Reason.of("desk-waits", "The desk waits for the store"));
        }
        var online = services.find(Presence.class).map(presence -> presence.online().size());
        return part(
                "desk",
                Status.UP,
                Reason.NONE,
                Map.of("agentsOnline", Integer.toString(online.orElse(0))));
    }

    private Part embeddings() {
        return services.find(Embedder.class)
                .map(
                        embedder ->
                                switch (embedder.state()) {
                                    case LOADING ->
                                            down(
                                                    "embeddings",
                                                    Reason.of(
                                                            "models-loading",
                                                            "The models are being loaded"));
                                    case READY -> Part.up("embeddings", "embeddings");
                                    case FAILED ->
                                            part(
                                                    "embeddings",
                                                    Status.DEGRADED,
                                                    Reason.of(
                                                            "model-not-loaded",
                                                            "A model could not be loaded; the log"
                                                                    + " says why"),
                                                    Map.of());
                                })
                .orElseGet(
                        () ->
                                down(
                                        "embeddings",
                                        Reason.of(
                                                "models-not-started",
                                                "The embedding models have not started")));
    }

    private Part http() {
        var endpoints = surroundings.endpoints();
        return endpoints.isEmpty()
                ? down("http", Reason.of("no-port", "No port is open"))
                : part(
                        "http",
                        Status.UP,
                        Reason.NONE,
                        Map.of("endpoints", String.join(", ", endpoints)));
    }
}
