package io.dragoman.rest;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Rules of which each line {@code WORD -> TEAM} hands over to a team. A line with {@code ERROR}
 * does not compile.
 */
public final class FakeRules implements RuleEngine, RuleFiles {

    private final Map<String, byte[]> files = new ConcurrentSkipListMap<>();
    public volatile Collection<? extends Fact> facts = List.of();

    Map<Class<?>, Object> services() {
        return Map.of(RuleEngine.class, this, RuleFiles.class, this);
    }

    @Override
    public Outcome decide(Phase phase, Collection<? extends Fact> given, Duration limit) {
        facts = given;
        if (phase != Phase.ROUTE) {
            return new Outcome(List.of(), List.of(), "v1");
        }
        var message =
                given.stream()
                        .filter(Fact.Message.class::isInstance)
                        .map(Fact.Message.class::cast)
                        .findFirst()
                        .orElseThrow();
        var decisions =
                message.text().contains("refund")
                        ? List.<Decision>of(
                                new Decision.HandOver("refunds", "after-sales", "money"))
                        : List.<Decision>of();
        return new Outcome(
                decisions,
                decisions.stream().map(d -> new Fired(d.rule(), "retail.drl")).toList(),
                "v1");
    }

    @Override
    public Status status() {
        return new Status(
                "v1",
                "2026-11-21T09:00:00Z",
                files.keySet().stream().map(name -> new File(name, 1, false)).toList(),
                List.of());
    }

    @Override
    public List<Problem> check(String file, byte[] content) {
        var lines = new String(content, StandardCharsets.UTF_8).split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains("ERROR")) {
                return List.of(new Problem(file, Optional.of(i + 1), "no such word"));
            }
        }
        return List.of();
    }

    @Override
    public List<Entry> list() {
        return files.entrySet().stream()
                .map(
                        file ->
                                new Entry(
                                        file.getKey(),
                                        file.getValue().length,
                                        "2026-11-21T09:00:00Z"))
                .toList();
    }

    @Override
    public Optional<byte[]> read(String name) {
        return Optional.ofNullable(files.get(name));
    }

    @Override
    public List<Problem> write(String name, byte[] content) {
        var problems = check(name, content);
        if (problems.isEmpty()) {
            files.put(name, content);
        }
        return problems;
    }

    @Override
    public List<Problem> delete(String name) {
        if (name.startsWith("needed")) {
            return List.of(new Problem("other.drl", Optional.of(3), "needs " + name));
        }
        files.remove(name);
        return List.of();
    }
}
