package io.dragoman.jmh;

import static java.lang.System.Logger.Level.INFO;

import io.dragoman.rules.drools.DroolsRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
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

/** Saving one file of a hundred rules, until all rules of its phase are in force again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class RuleSaveBenchmark {

    private static final int OF_A_FILE = 100;

    @Param({"100", "1000"})
    int rules;

    private Path folder;
    private DroolsRules engine;
    private int saved;

    @Setup(Level.Trial)
    public void load() throws IOException {
        folder = Files.createTempDirectory("rules");
        for (int file = 0; file < rules / OF_A_FILE; file++) {
            write(file, "answer");
        }
        engine =
                new DroolsRules(
                        folder,
                        DroolsRules.Limits.usual(),
                        ZoneOffset.UTC,
                        Clock.systemUTC(),
                        RuleSaveBenchmark.class::getClassLoader);
        long before = used();
        engine.load();
        System.getLogger("rules").log(INFO, "Kept alive: {0} KB", (used() - before) / 1024);
    }

    private static long used() {
        var memory = Runtime.getRuntime();
        System.gc();
        return memory.totalMemory() - memory.freeMemory();
    }

    private void write(int file, String answer) throws IOException {
        var text =
                new StringBuilder(
                        "package rules;\nimport io.dragoman.api.rules.Fact.*;\n"
                                + "global io.dragoman.api.rules.Decide decide;\n");
        for (int i = file * OF_A_FILE; i < (file + 1) * OF_A_FILE; i++) {
            text.append(
                    "rule \"rule %d\" when Message( mentions(\"关键词%d。|keyword%d。\") ) then decide.say(\"%s %d\"); end\n"
                            .formatted(i, i, i, answer, i));
        }
        Files.writeString(folder.resolve("file" + file + ".drl"), text);
    }

    @Benchmark
    public String save() throws IOException {
        var before = engine.status().version();
        write(0, "answer " + ++saved);
        engine.load();
        var after = engine.status();
        if (after.version().equals(before) || !after.problems().isEmpty()) {
            throw new IllegalStateException("The save is not in force: " + after.problems());
        }
        return after.version();
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        engine.close();
        for (int file = 0; file < rules / OF_A_FILE; file++) {
            Files.delete(folder.resolve("file" + file + ".drl"));
        }
        Files.delete(folder);
    }
}
