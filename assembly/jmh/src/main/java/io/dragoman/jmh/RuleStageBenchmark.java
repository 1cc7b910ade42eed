package io.dragoman.jmh;

import io.dragoman.api.rules.Fact;
import io.dragoman.api.rules.RuleEngine;
import io.dragoman.api.rules.RuleEngine.Phase;
import io.dragoman.rules.drools.DroolsRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One decision of the phase ROUTE over the facts of a turn, with so many rules of a kind, of which
 * one applies.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RuleStageBenchmark {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** How the rules look at the message; what analysts are advised to write first. */
    public enum Kind {
        INTENT("intent == \"i%d\""),
        WORDS("mentions(\"关键词%d。|keyword%d。\")"),
        REGEX("text matches \".*(关键词%d。|keyword%d。).*\"");

        private final String condition;

        Kind(String condition) {
            this.condition = condition;
        }

        String condition(int number) {
            return condition.replace("%d", Integer.toString(number));
        }
    }

    @Param({"100", "1000"})
    int rules;

    @Param Kind kind;

    private Path folder;
    private DroolsRules engine;
    private List<Fact> facts;

    @Setup(Level.Trial)
    public void load() throws IOException {
        folder = Files.createTempDirectory("rules");
        var text =
                new StringBuilder(
                        "package rules;\nimport io.dragoman.api.rules.Fact.*;\n"
                                + "global io.dragoman.api.rules.Decide decide;\n");
        for (int i = 0; i < rules; i++) {
            text.append(
                    "rule \"rule %d\" when Message( %s ) then decide.say(\"answer %d\"); end\n"
                            .formatted(i, kind.condition(i), i));
        }
        Files.writeString(folder.resolve("many.drl"), text);
        engine =
                new DroolsRules(
                        folder,
                        DroolsRules.Limits.usual(),
                        ZoneOffset.UTC,
                        Clock.systemUTC(),
                        RuleStageBenchmark.class::getClassLoader);
        engine.load();
        facts = facts(rules / 2);
        if (decide().decisions().size() != 1) {
            throw new IllegalStateException("The rules do not do what they should");
        }
    }

    private static List<Fact> facts(int number) {
        return List.of(
                new Fact.Message(
                        "您好，我想问一下关于关键词" + number + "。的问题，什么时候可以处理呢？",
                        "zh",
                        "i" + number,
                        0.9,
                        "text"),
                new Fact.Customer("1", "n", "gold", true, Set.of()),
                new Fact.Conversation("c1", "demo", "web", "bot", 1, 0, 0, 0, 1000, Set.of()),
                new Fact.Clock(LocalDate.of(2026, 11, 11), LocalTime.NOON, 3, 12),
                new Fact.Desk("service", 2, 0, true),
                new Fact.Desk("after-sales", 1, 3, true));
    }

    @Benchmark
    public RuleEngine.Outcome decide() {
        return engine.decide(Phase.ROUTE, facts, LIMIT);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        engine.close();
        Files.delete(folder.resolve("many.drl"));
        Files.delete(folder);
    }
}
