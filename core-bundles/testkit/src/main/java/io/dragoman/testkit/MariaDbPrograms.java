package io.dragoman.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds and runs the programs of MariaDB on this machine, also where they are on nobody's path. */
final class MariaDbPrograms {

    private static final List<String> FOLDERS =
            List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec");

    private MariaDbPrograms() {}

    static boolean areInstalled() {
        return Stream.of("mariadbd", "mariadb-install-db").allMatch(name -> find(name).isPresent());
    }

    /**
     * Runs a program.
     *
     * @param log gets all that it says, behind what stands there
     * @param command the program's name and its arguments
     * @throws IllegalStateException when it is not installed; says how to get it
     */
    static Process launch(Path log, List<String> command) {
        var program =
                find(command.getFirst())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "MariaDB is not installed here: apt-get install"
                                                        + " mariadb-server"));
        var line = new ArrayList<>(command);
        line.set(0, program.toString());
        try {
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + program, e);
        }
    }

    private static Optional<Path> find(String name) {
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(":")), FOLDERS.stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
