package io.dragoman.jmh;

import io.dragoman.api.message.Address;
import io.dragoman.api.message.Part;
import io.dragoman.json.JacksonJson;
import io.dragoman.json.JsonParts;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Change;
import io.dragoman.storage.LogStore.Entry;
import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Draft;
import io.dragoman.storage.Message.Kind;
import io.dragoman.store.sql.EmbeddedStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A group of appends to the embedded database, without flushing it to disk: the time of a whole
 * group, so divide by its size. With the disk and with MariaDB it is {@code LogBenchmark} of the
 * store's tests that measures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class AppendBenchmark {

    private static final Author VISITOR = new Author(Kind.VISITOR, "v", "Visitor");
    private static final int CONVERSATIONS = 500;

    @Param({"1", "64", "256"})
    int group;

    private final Random random = new Random(1);
    private Path folder;
    private EmbeddedStores stores;
    private LogStore log;
    private long number;

    @Setup(Level.Trial)
    public void open() throws IOException {
        folder = Files.createTempDirectory("append");
        stores = EmbeddedStores.open(folder, new JacksonJson(), new JsonParts());
        log = stores.log();
        for (int i = 0; i < CONVERSATIONS; i++) {
            var address = new Address("web", "default", "v" + i);
            log.open(
                    new LogStore.Opening(
                            "c" + i, "k" + i, "demo", address, true, "en", "", Instant.now()));
        }
    }

    @Benchmark
    public List<Outcome> append() {
        var batch = new ArrayList<Entry>(group);
        for (int i = 0; i < group; i++) {
            var key = Optional.of("v:key-" + ++number);
            var text = Part.text("Where is my parcel? It should have been here yesterday.");
            var draft = new Draft(Instant.now(), VISITOR, List.of(text), key, Optional.empty());
            var id = "c" + random.nextInt(CONVERSATIONS);
            batch.add(new Entry(id, key, now -> Change.Write.of(now, draft)));
        }
        return log.write(batch);
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        stores.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
