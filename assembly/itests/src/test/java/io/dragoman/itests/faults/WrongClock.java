package io.dragoman.itests.faults;

import io.dragoman.itests.harness.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clock that can be set while a process runs: libfaketime between the process and the clock of
 * the machine. The time since the start goes on as always, as it does when an operator sets a
 * clock.
 */
record WrongClock(Path file) {

    private static final List<String> PLACES =
            List.of(
                    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                    "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
                    "/usr/lib/faketime/libfaketimeMT.so.1");

    /** The library, where it is installed. */
    static Optional<String> library() {
        return PLACES.stream().filter(place -> Files.exists(Path.of(place))).findFirst();
    }

    /** What a process that is to have this clock must be started with; nothing where it cannot. */
    Map<String, String> environment() {
        set(Duration.ZERO);
        return library()
                .map(
                        library ->
                                Map.of(
                                        "LD_PRELOAD",
                                        library,
                                        "FAKETIME_TIMESTAMP_FILE",
                                        file.toString(),
                                        "FAKETIME_CACHE_DURATION",
                                        "1",
                                        "FAKETIME_DONT_FAKE_MONOTONIC",
                                        "1"))
                .orElse(Map.of());
    }

    /** Sets it wrong by so much. */
    void set(Duration wrong) {
        var sign = wrong.isNegative() ? "" : "+";
        Folders.put(file, sign + wrong.toSeconds() + "\n");
    }
}
