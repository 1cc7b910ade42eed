package io.dragoman.rules.drools;

import io.dragoman.api.rules.Decision;
import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A rule folder with an engine on it, for tests. */
final class Rules implements AutoCloseable {

    static final String HEAD =
            "package rules;\nimport io.dragoman.api.rules.Fact.*;\n"
                    + "global io.dragoman.api.rules.Decide decide;\n";
    static final Duration LIMIT = Duration.ofSeconds(5);

    final Path folder;
    final DroolsRules engine;

    Rules(Path folder) {
        this(folder, DroolsRules.Limits.usual());
    }

    Rules(Path folder, DroolsRules.Limits limits) {
        this(
                folder,
                limits,
                () ->
                        new FactLoader(
                                List.of(Rules.class.getClassLoader()),
                                name -> name.equals(Slow.class.getName())));
    }

    Rules(Path folder, DroolsRules.Limits limits, Supplier<ClassLoader> classes) {
        this.folder = folder;
        this.engine =
                new DroolsRules(
                        folder,
                        limits,
                        ZoneOffset.UTC,
                        Clock.fixed(Instant.parse("2026-11-11T10:00:00Z"), ZoneOffset.UTC),
                        classes);
    }

    /** Writes a rule file below the usual head; the first line of {@code rules} is line 4. */
    Rules file(String name, String rules) throws IOException {
        Files.writeString(folder.resolve(name), HEAD + rules);
        return this;
    }

    Rules loaded() {
        engine.load();
        return this;
    }

    static String saying(String rule, String text, String answer) {
        return "rule \"%s\" when Message( text == \"%s\" ) then decide.say(\"%s\"); end\n"
                .formatted(rule, text, answer);
    }

    static Fact.Message message(String text) {
        return new Fact.Message(text, "zh", "", 0, "text");
    }

    static Fact.Conversation conversation() {
        return new Fact.Conversation("c1", "demo", "web", "bot", 1, 0, 0, 0, 1000, Set.of());
    }

    RuleEngine.Outcome decide(String text) {
        return engine.decide(Phase.ROUTE, List.of(message(text), conversation()), LIMIT);
    }

    /** What the rules say to a text, in their order. */
    List<String> answers(String text) {
        return decide(text).decisions().stream()
                .filter(Decision.Say.class::isInstance)
                .map(decision -> ((Decision.Say) decision).text())
                .toList();
    }

    List<RuleEngine.Problem> problems() {
        return engine.status().problems();
    }

    /** Polls until the condition holds; whether it does in time. */
    static boolean within(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    @Override
    public void close() {
        engine.close();
    }
}
