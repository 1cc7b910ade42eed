package io.dragoman.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dragoman.itests.harness.RunningDragoman;
import java.io.IOException;
import java.nio.file.Path;

/** Looks into a running JVM with the JDK's own tool. */
record Jcmd(long pid) {

    static Jcmd of(RunningDragoman dragoman) {
        return new Jcmd(dragoman.pid());
    }

    /** What a command of {@code jcmd} prints. */
    String run(String... command) throws IOException {
        var all = new java.util.ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        all.add(Long.toString(pid));
        all.addAll(java.util.List.of(command));
        var process = new ProcessBuilder(all).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            return new String(out.readAllBytes(), UTF_8);
        }
    }
}
