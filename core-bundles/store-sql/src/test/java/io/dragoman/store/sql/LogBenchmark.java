package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.testkit.MariaDbServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures durable appends by one writer, for several sizes of batch, on both databases; asserts
 * nothing. Arguments: folder, seconds per size, conversations; {@code no-fsync} to see what
 * flushing costs on H2.
 */
final class LogBenchmark {

    private static final Logger LOG = LoggerFactory.getLogger(LogBenchmark.class);
    private static final int[] SIZES = {1, 8, 32, 128, 512};
    private static final Author VISITOR = new Author(Kind.VISITOR, "v", "Visitor");

    private final LogStore log;
    private final Duration each;
    private final int conversations;
    private final Random random = new Random(1);
    private long number;

    private LogBenchmark(Database database, Duration each, int conversations) {
        this.log = new Stores(database, Engine.trees(), Clock.systemUTC(), new Random()).log();
        this.each = each;
        this.conversations = conversations;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        var folder = Path.of(arguments[0]);
        var each = Duration.ofSeconds(Long.parseLong(arguments[1]));
        int conversations = Integer.parseInt(arguments[2]);
        boolean fsync = !Arrays.asList(arguments).contains("no-fsync");
        Files.createDirectories(folder);
        var options = new Database.Options(4, Duration.ofSeconds(10), fsync);
        var file = folder.resolve("h2-" + System.nanoTime()).toAbsolutePath();
        try (var database = Database.open(new DatabaseLocation.Embedded(file), options)) {
            new LogBenchmark(database, each, conversations).run("H2" + (fsync ? "" : " no fsync"));
            LOG.info("H2 file: {} MB", Files.size(Path.of(file + ".mv.db")) >> 20);
        }
        if (MariaDbServer.isInstalled()) {
            onMariaDb(folder, options, each, conversations);
        }
    }

    private static void onMariaDb(
            Path folder, Database.Options options, Duration each, int conversations)
            throws SQLException {
        try (var server = MariaDbServer.start(folder.resolve("mariadb"))) {
            var location =
                    new DatabaseLocation.Server(
                            server.url(),
                            Optional.of(server.user()),
                            Optional.of(server.password()));
            try (var database = Database.open(location, options)) {
                new LogBenchmark(database, each, conversations).run("MariaDB");
            }
        }
    }

    private void run(String name) {
        for (int i = 0; i < conversations; i++) {
            log.open(
                    new LogStore.Opening(
                            "conversation-" + i,
                            "contact-" + i,
                            "demo",
                            new Address("web", "default", "visitor-" + i),
                            true,
                            "en",
                            "",
                            Instant.now()));
        }
        measure(128, each);
        for (int size : SIZES) {
            var cpu = cpu();
            var nanos = measure(size, each);
            report(name, size, nanos, cpu().minus(cpu));
        }
    }

    /**
     * Of this process, the generator of the load included; less moody than the time on the wall.
     */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private List<Long> measure(int size, Duration time) {
        var nanos = new ArrayList<Long>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            var batch = batch(size);
            long start = System.nanoTime();
            log.write(batch);
            nanos.add(System.nanoTime() - start);
        }
        return nanos;
    }

    private List<Entry> batch(int size) {
        var batch = new ArrayList<Entry>();
        for (int i = 0; i < size; i++) {
            var key = Optional.of("v:key-" + ++number);
            var text = "Where is my parcel? It should have been here yesterday. " + number;
            var draft =
                    new Draft(
                            Instant.now(),
                            VISITOR,
                            List.of(Part.text(text.repeat(3))),
                            key,
                            Optional.empty());
            var id = "conversation-" + random.nextInt(conversations);
            batch.add(new Entry(id, key, now -> Change.Write.of(now, draft)));
        }
        return batch;
    }

    private static void report(String name, int size, List<Long> nanos, Duration cpu) {
        var sorted = nanos.stream().sorted().toList();
        double seconds = nanos.stream().mapToLong(Long::longValue).sum() / 1e9;
        LOG.info(
                "{}: batches of {}: {} appends/s; a batch takes p50 {} ms, p99 {} ms; {} us of CPU each",
                name,
                size,
                Math.round(nanos.size() * size / seconds),
                sorted.get(sorted.size() / 2) / 10_000 / 100.0,
                sorted.get((int) (sorted.size() * 0.99)) / 10_000 / 100.0,
                cpu.toNanos() / 1_000 / nanos.size() / size);
    }
}
