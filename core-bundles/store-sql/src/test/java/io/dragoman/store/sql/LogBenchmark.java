package io.dragoman.store.sql;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.storage.Conversation;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.testkit.MariaDbServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures durable appends by one writer, for several sizes of batch, on both databases; asserts
 * nothing. Arguments: folder, appends per size, conversations; then, in any order, {@code h2} or
 * {@code mariadb} for one of the databases only, {@code size=N} for one size of batch only, {@code
 * no-fsync} to see what flushing costs on H2.
 */
final class LogBenchmark {

    private static final Logger LOG = LoggerFactory.getLogger(LogBenchmark.class);
    private static final List<Integer> SIZES = List.of(1, 8, 32, 128, 256);
    private static final Author VISITOR = new Author(Kind.VISITOR, "v", "Visitor");

    private final Database database;
    private final LogStore log;
    private final int each;
    private final int conversations;
    private final List<Integer> sizes;
    private final Random random = new Random(1);
    private long number;

    private LogBenchmark(Database database, int each, int conversations, List<String> options) {
        var chosen =
                options.stream()
                        .filter(option -> option.startsWith("size="))
                        .map(option -> Integer.valueOf(option.substring(5)))
                        .toList();
        this.sizes = chosen.isEmpty() ? SIZES : chosen;
        this.database = database;
        this.log = new Stores(database, Engine.trees(), Clock.systemUTC(), new Random()).log();
        this.each = each;
        this.conversations = conversations;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        var folder = Path.of(arguments[0]);
        int each = Integer.parseInt(arguments[1]);
        int conversations = Integer.parseInt(arguments[2]);
        var wishes = List.of(arguments).subList(3, arguments.length);
        boolean fsync = !wishes.contains("no-fsync");
        Files.createDirectories(folder);
        var options = new Database.Options(4, Duration.ofSeconds(10), fsync);
        if (!wishes.contains("mariadb")) {
            var file = folder.resolve("h2-" + System.nanoTime()).toAbsolutePath();
            try (var database = Database.open(new DatabaseLocation.Embedded(file), options)) {
                new LogBenchmark(database, each, conversations, wishes)
                        .run("H2" + (fsync ? "" : " no fsync"));
                LOG.info("H2 file: {} MB", Files.size(Path.of(file + ".mv.db")) >> 20);
            }
        }
        if (MariaDbServer.isInstalled() && !wishes.contains("h2")) {
            try (var server = MariaDbServer.start(folder.resolve("mariadb"));
                    var database = Database.open(location(server), options)) {
                new LogBenchmark(database, each, conversations, wishes).run("MariaDB");
            }
        }
    }

    private static DatabaseLocation location(MariaDbServer server) {
        return new DatabaseLocation.Server(
                server.url(), Optional.of(server.user()), Optional.of(server.password()));
    }

    private void run(String name) throws SQLException {
        fill();
        measure(128, each / 2);
        for (int size : sizes) {
            var cpu = cpu();
            var server = cpuOfServer();
            var nanos = measure(size, each);
            report(name, size, nanos, cpu().minus(cpu), cpuOfServer().minus(server));
        }
    }

    /** Opens all conversations, many at a time: a million one by one would take an hour. */
    private void fill() throws SQLException {
        try (var connection = database.logConnection();
                var statement = connection.prepareStatement(ConversationTable.INSERT)) {
            var binder = new Binder(statement);
            for (int i = 1; i <= conversations; i++) {
                ConversationTable.bindInsert(
                        binder, Engine.trees(), ConversationRow.of(conversation(i - 1)));
                binder.addBatch();
                if (i % 1_000 == 0 || i == conversations) {
                    statement.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static Conversation conversation(int number) {
        var now = Columns.kept(Instant.now());
        return new Conversation(
                "conversation-" + number,
                "demo",
                new Address("web", "default", "visitor-" + number),
                true,
                "contact-" + number,
                Conversation.State.BOT,
                1,
                "en",
                0,
                "",
                0,
                Set.of(),
                Conversation.BotState.NEW,
                Conversation.DeskState.NONE,
                Conversation.ReadState.NONE,
                Conversation.WindowState.NEW,
                now,
                now,
                Optional.empty());
    }

    /**
     * Of the threads that run Java, the load's own included: less moody than the time on the wall,
     * and without the compiler, which is still busy when this ends.
     */
    private static Duration cpu() {
        var threads = ManagementFactory.getThreadMXBean();
        long nanos =
                Arrays.stream(threads.getAllThreadIds())
                        .map(threads::getThreadCpuTime)
                        .filter(time -> time > 0)
                        .sum();
        return Duration.ofNanos(nanos);
    }

    private static Duration cpuOfServer() {
        return ProcessHandle.current()
                .children()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private List<Long> measure(int size, int appends) {
        var nanos = new ArrayList<Long>();
        for (int done = 0; done < appends; done += size) {
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

    private static void report(
            String name, int size, List<Long> nanos, Duration cpu, Duration server) {
        var sorted = nanos.stream().sorted().toList();
        double seconds = nanos.stream().mapToLong(Long::longValue).sum() / 1e9;
        LOG.info(
                "{}: batches of {}: {} appends/s; a batch takes p50 {} ms, p99 {} ms; CPU of an append: {} us here, {} us in the server",
                name,
                size,
                Math.round(nanos.size() * size / seconds),
                sorted.get(sorted.size() / 2) / 10_000 / 100.0,
                sorted.get((int) (sorted.size() * 0.99)) / 10_000 / 100.0,
                cpu.toNanos() / 1_000 / nanos.size() / size,
                server.toNanos() / 1_000 / nanos.size() / size);
    }
}
