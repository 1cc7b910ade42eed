package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.ConversationLists;
import io.dragoman.storage.Message;
import io.dragoman.storage.Site;
import io.dragoman.store.sql.RetentionSweep.Limits;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history at ten million messages: what a page costs must not grow with the log, the export of
 * a day must not grow in memory, and what is too old goes in small steps. Run by {@code make soak},
 * for it takes long and needs gigabytes: {@code -Dtest=MariaDbHistorySoak}, {@code
 * -Dhistory.messages=N}.
 */
abstract class HistorySoak extends StoreContract {

    private static final Logger LOG = LoggerFactory.getLogger(HistorySoak.class);
    private static final int EACH = 1_000;
    private static final int READS = 400;
    private static final int GROUPS = 20;
    private static final int FIRST = 100_000;
    private static final int BATCH = 500;
    private static final long MOST_EXPORTED = 500_000;
    private static final long ROOM = 64L << 20;

    private final Random random = new Random(Long.getLong("history.seed", 7));
    private final List<String> ids = new ArrayList<>();

    HistorySoak(Engine engine) {
        super(engine);
    }

    /** Microseconds of the middle and of the slowest of a hundred reads. */
    private record Cost(long median, long p99) {}

    private Cost cost(Runnable read) {
        var micros = new long[READS];
        for (int i = 0; i < READS; i++) {
            long begun = System.nanoTime();
            read.run();
            micros[i] = (System.nanoTime() - begun) / 1_000;
        }
        Arrays.sort(micros);
        return new Cost(micros[READS / 2], micros[READS * 99 / 100]);
    }

    private void page() {
        var id = ids.get(random.nextInt(ids.size()));
        assertThat(log.messages(id, random.nextInt(EACH - 60), 50)).hasSize(50);
    }

    private void list() {
        assertThat(log.list(ConversationLists.Filter.ALL, Optional.empty(), 50).items())
                .hasSize(50);
    }

    private void day() {
        var from = START.plusSeconds(random.nextInt(EACH) * 200L);
        try (Stream<Message> found = log.export(SITE, from, from.plus(Duration.ofHours(1)))) {
            assertThat(found.limit(200).count()).isPositive();
        }
    }

    /** Adds conversations until there are so many messages. */
    private void fill(int messages) {
        int missing = messages / EACH - ids.size();
        long begun = System.nanoTime();
        for (int group = 0; group < GROUPS; group++) {
            var prefix = "s" + messages + "-" + group + "-";
            for (int i = 0; i < missing / GROUPS; i++) {
                ids.add(open(prefix + i).id());
            }
            BigLog.fill(database, "c-" + prefix, EACH, START);
        }
        LOG.warn("{}: filled up to {} in {} ms", engine, messages, millisSince(begun));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    @Test
    void aPageCostsTheSameWhateverTheSizeOfTheLogAndADayFitsIntoNoMemory() {
        int messages = Integer.getInteger("history.messages", 10_000_000);
        stores.directory().save(new Site(SITE, "示例", "Demo", "Asia/Shanghai", "zh-CN"));
        fill(FIRST);
        var before = all(FIRST);
        var after = before;
        for (int size = FIRST * 10; size <= messages; size *= 10) {
            fill(size);
            after = all(size);
        }
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i].median())
                    .as("median of read %d, was %d us", i, before[i].median())
                    .isLessThan(Math.max(2_000, before[i].median() * 5));
        }
        exportsADay();
        sweepsTheOldest();
        makesTheIndexAnew();
    }

    private Cost[] all(int size) {
        cost(this::page);
        var costs = new Cost[] {cost(this::page), cost(this::list), cost(this::day)};
        LOG.warn(
                "{} {} messages: page of a conversation {}, list of conversations {}, 200 of a day"
                        + " {} (us)",
                engine,
                size,
                costs[0],
                costs[1],
                costs[2]);
        return costs;
    }

    private void exportsADay() {
        long empty = heap();
        var highest = new AtomicLong();
        var count = new AtomicLong();
        long wanted = Math.min(ids.size() * 431L, MOST_EXPORTED);
        long every = wanted / 10;
        long begun = System.nanoTime();
        try (Stream<Message> found = log.export(SITE, START, START.plus(Duration.ofDays(1)))) {
            found.limit(wanted)
                    .forEach(
                            message -> {
                                if (count.incrementAndGet() % every == 0) {
                                    highest.accumulateAndGet(heap(), Math::max);
                                }
                            });
        }
        LOG.warn(
                "{}: a day of {} messages in {} ms, heap {} MB before, {} MB at most",
                engine,
                count,
                millisSince(begun),
                empty >> 20,
                highest.get() >> 20);
        assertThat(count.get()).isEqualTo(wanted);
        assertThat(highest.get()).isLessThan(empty + ROOM);
    }

    /** What is alive on the heap. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void sweepsTheOldest() {
        int old = FIRST / ids.size();
        var now =
                Clock.fixed(
                        START.plusSeconds(200L * old + 100).plus(Duration.ofDays(1)),
                        ZoneOffset.UTC);
        var steps = new ArrayList<Long>();
        var last = new AtomicLong(System.nanoTime());
        var sweep =
                new RetentionSweep(
                        stores.retention(),
                        new Limits(1, 0, 30, Long.MAX_VALUE / 2, BATCH),
                        now,
                        () -> steps.add(System.nanoTime() - last.getAndSet(System.nanoTime())));
        var swept = sweep.run();
        long all = steps.stream().mapToLong(Long::longValue).sum() / 1_000_000;
        steps.sort(null);
        LOG.warn(
                "{}: {} deleted in {} ms, a step of {}: median {} us, p99 {} us, longest {} us",
                engine,
                swept,
                all,
                BATCH,
                steps.get(steps.size() / 2) / 1_000,
                steps.get(steps.size() * 99 / 100) / 1_000,
                steps.getLast() / 1_000);
        assertThat(swept.messages()).isEqualTo((long) ids.size() * old);
        assertThat(texts(ids.getFirst())).hasSize(EACH - old);
    }

    /** What the migration to V20 costs on a log of this size. */
    private void makesTheIndexAnew() {
        var on = engine == Engine.MARIADB ? " ON message" : "";
        database.write("drop", handle -> handle.execute("DROP INDEX ix_message_at" + on));
        long begun = System.nanoTime();
        database.write(
                "index",
                handle ->
                        handle.execute(
                                "CREATE INDEX ix_message_at ON message"
                                        + " (site, at_us, conversation_id, seq)"));
        LOG.warn(
                "{}: the index of V20 over {} messages in {} ms",
                engine,
                count("message"),
                millisSince(begun));
        LOG.warn("{}: MiB of messages and of their indexes: {}", engine, sizes());
    }

    private String sizes() {
        return engine == Engine.H2
                ? "not told"
                : database.read(
                        "size",
                        handle ->
                                handle.createQuery(
                                                "SELECT CONCAT(data_length DIV 1048576, ', ',"
                                                        + " index_length DIV 1048576)"
                                                        + " FROM information_schema.tables WHERE"
                                                        + " table_name = 'message'"
                                                        + " AND table_schema = DATABASE()")
                                        .mapTo(String.class)
                                        .one());
    }
}
