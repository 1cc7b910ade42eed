package io.dragoman.itests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A folder on a disk that can be filled to the last byte: a file system in memory where the test
 * may mount one. Elsewhere the process that writes there may be forbidden to write anything more,
 * which it meets in the same places as a full disk.
 */
final class SmallDisk implements AutoCloseable {

    private static final String SIZE = "400m";

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk at(Path folder) {
        try {
            Files.createDirectories(folder);
            run("umount", folder.toString());
            boolean mounted =
                    run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString());
            return new SmallDisk(folder, mounted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** From now on nothing can be written. */
    void fill(LongSupplier pid) {
        if (!mounted) {
            limit(pid, "1:unlimited");
            return;
        }
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That was the aim.
        }
    }

    /** There is room again. */
    void free(LongSupplier pid) {
        if (!mounted) {
            limit(pid, "unlimited:unlimited");
            return;
        }
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void limit(LongSupplier pid, String bytes) {
        var who = Long.toString(pid.getAsLong());
        if (!run("prlimit", "--pid", who, "--fsize=" + bytes)) {
            throw new AssertionError("Neither mount nor prlimit is permitted here");
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean run(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (mounted) {
            run("umount", "-l", folder.toString());
        }
    }
}
