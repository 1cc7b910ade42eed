package io.dragoman.itests.harness;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** What tests do with files. */
public final class Folders {

    /** Never written by a running instance, so that instances can share them. */
    private static final List<String> SHARED = List.of("system", "lib");

    private Folders() {}

    /** Makes an installation of its own out of the unpacked distribution. */
    static void install(Path distribution, Path home) throws IOException {
        delete(home);
        try (var files = Files.walk(distribution)) {
            for (var file : files.toList()) {
                var inside = distribution.relativize(file);
                var target = home.resolve(inside.toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (SHARED.contains(inside.getName(0).toString())) {
                    Files.createLink(target, file);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Puts a file in place in one step, as a careful deployment does. */
    public static void put(Path target, byte[] content) {
        try {
            var beside = target.resolveSibling("." + target.getFileName() + ".part");
            Files.write(beside, content);
            Files.move(beside, target, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a text file in place in one step. */
    public static void put(Path target, String content) {
        put(target, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The whole of a file. */
    public static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
