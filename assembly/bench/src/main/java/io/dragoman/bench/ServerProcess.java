package io.dragoman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** CPU time and memory of the server's process, from Linux's {@code /proc}. */
final class ServerProcess {

    private static final double TICKS_PER_SECOND = 100;

    /**
     * @param cores how many cores it kept busy on average
     * @param rssBefore resident memory in bytes before the visitors connected, and after the run
     */
    record Usage(double cores, long rssBefore, long rssAfter) {}

    private final Path folder;
    private final long rssBefore;
    private double cpuBefore;
    private long since;

    private ServerProcess(Path folder) {
        this.folder = folder;
        this.rssBefore = rss();
        restart();
    }

    /** The process, when this system tells about processes. */
    static Optional<ServerProcess> of(long pid) {
        var folder = Path.of("/proc", Long.toString(pid));
        return Files.isReadable(folder.resolve("stat"))
                ? Optional.of(new ServerProcess(folder))
                : Optional.empty();
    }

    /** Counts CPU time from now on. */
    void restart() {
        cpuBefore = cpuSeconds();
        since = System.nanoTime();
    }

    Usage usage() {
        double seconds = (System.nanoTime() - since) / 1e9;
        return new Usage((cpuSeconds() - cpuBefore) / seconds, rssBefore, rss());
    }

    private double cpuSeconds() {
        // The name in parentheses may have blanks; the fields after it are fixed.
        var stat = read("stat");
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private long rss() {
        return read("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The server's process has ended", e);
        }
    }
}
