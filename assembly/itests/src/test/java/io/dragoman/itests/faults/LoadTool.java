package io.dragoman.itests.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dragoman.itests.harness.RunningDragoman;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of {@code bin/dragoman bench} as a process of its own. Not thread-safe. */
final class LoadTool implements AutoCloseable {

    private final Process process;
    private final Path output;
    private final Path report;

    private LoadTool(Process process, Path output, Path report) {
        this.process = process;
        this.output = output;
        this.report = report;
    }

    /**
     * Starts a run.
     *
     * @param options of the tool
     */
    static LoadTool against(RunningDragoman dragoman, String... options) throws IOException {
        var output = dragoman.home().resolveSibling("bench.out");
        var report = dragoman.home().resolveSibling("bench.json");
        Files.deleteIfExists(report);
        var command = new ArrayList<String>();
        command.add(dragoman.home().resolve("bin/dragoman").toString());
        command.addAll(List.of("bench", "--url", "http://127.0.0.1:" + dragoman.port()));
        command.addAll(List.of("--pid", Long.toString(dragoman.pid())));
        command.addAll(List.of("--json", report.toString()));
        command.addAll(List.of(options));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new LoadTool(builder.start(), output, report);
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What it has printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /**
     * Waits until it is over and all it checks was found to be right.
     *
     * @return the result of its profile
     */
    JsonNode verdict(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The load tool does not end:\n" + output());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("The load tool found faults:\n" + output());
        }
        return new ObjectMapper().readTree(report.toFile()).at("/results/0");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
