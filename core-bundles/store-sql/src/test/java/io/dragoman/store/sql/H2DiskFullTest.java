package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded database on a disk that is full for a while: a small file system in memory. */
class H2DiskFullTest extends StoreContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path disk = Path.of("target", "full-" + ProcessHandle.current().pid());

    H2DiskFullTest() {
        super(Engine.H2);
    }

    @BeforeEach
    void mount() throws IOException {
        Files.createDirectories(disk);
        Assumptions.assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()),
                "A file system cannot be mounted here");
    }

    @AfterEach
    void unmount() {
        runs("umount", "-l", disk.toString());
    }

    private static boolean runs(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void fill() {
        var block = new byte[1 << 16];
        try (var out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAndItGoesOnByItselfWhenThereIsRoom()
            throws IOException, SQLException {
        var location = new DatabaseLocation.Embedded(disk.resolve("db").toAbsolutePath());
        try (var own = Database.open(location, Engine.OPTIONS)) {
            use(own);
            open("a");
            written(entry("c-a", visitor("before", "k0")));
            fill();
            int said = refusedAtLast();
            assertThatThrownBy(() -> write(entry("c-a", visitor("no", "k-no"))))
                    .isInstanceOf(StoreException.class)
                    .hasStackTraceContaining("Make room");
            assertThat(new Pulse(own, "H2", PATIENCE).trouble().orElse("")).contains("disk");

            Files.delete(disk.resolve("filler"));
            goesOn();

            var kept = texts("c-a");
            assertThat(kept.subList(0, said + 1)).contains("before").doesNotHaveDuplicates();
            assertThat(kept).endsWith("after");
        }
    }

    /** Writes until the disk is full; answers how many were acknowledged meanwhile. */
    private int refusedAtLast() {
        for (int i = 1; i < 10_000; i++) {
            try {
                written(entry("c-a", visitor("full " + i, "k" + i)));
            } catch (StoreException full) {
                return i - 1;
            }
        }
        throw new AssertionError("The disk does not get full");
    }

    private void goesOn() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                written(entry("c-a", visitor("after", "k-after")));
                return;
            } catch (StoreException notYet) {
                assertThat(System.nanoTime()).as(notYet.toString()).isLessThan(end);
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
