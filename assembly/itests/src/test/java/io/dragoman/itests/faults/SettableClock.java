package io.dragoman.itests.faults;

import io.dragoman.itests.harness.Folders;
import io.dragoman.testkit.MariaDbServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The time of day of a server, which a test may set: libfaketime stands between the process and the
 * operating system, so that the whole of it, libraries included, sees the clock jump. Time that
 * only goes forward is left alone, as it is when somebody sets a machine's clock. As a clock it
 * tells the same time to the test.
 */
final class SettableClock extends Clock {

    private final Path library;
    private final Path file;
    private volatile Duration offset = Duration.ZERO;

    private SettableClock(Path library, Path file) {
        this.library = library;
        this.file = file;
        set(Duration.ZERO);
    }

    /** Told right for now; skips the test where libfaketime is not installed. */
    static SettableClock at(Path file) {
        var library = library();
        if (!MariaDbServer.isRequired()) {
            Assumptions.assumeTrue(library.isPresent(), "libfaketime is not installed");
        }
        return new SettableClock(library.orElseThrow(), file);
    }

    private static Optional<Path> library() {
        return Stream.of("/usr/lib", "/usr/lib64", "/usr/local/lib")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(SettableClock::libraries)
                .findFirst();
    }

    private static Stream<Path> libraries(Path folder) {
        try (var files = Files.find(folder, 3, (path, about) -> isLibrary(path))) {
            return files.toList().stream();
        } catch (IOException | UncheckedIOException unreadable) {
            return Stream.empty();
        }
    }

    private static boolean isLibrary(Path path) {
        return path.endsWith(Path.of("faketime", "libfaketimeMT.so.1"));
    }

    /** What the server has to be started with. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // Its own idea of waiting for a moment of steady time ends waits at once.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets it so far before or behind the real time, a second from now at the latest. */
    void set(Duration difference) {
        Folders.put(file, "%+d".formatted(difference.toSeconds()));
        offset = difference;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Nobody asks for zones here");
    }
}
