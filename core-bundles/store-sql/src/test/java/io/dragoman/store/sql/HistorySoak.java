package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.LogStore;
import io.dragoman.storage.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history at ten million messages: what a page costs must not grow with the log. Run by {@code
 * make soak}, for it takes minutes and gigabytes: {@code -Dtest=H2HistorySoak}, {@code
 * -Dhistory.messages=N}.
 */
abstract class HistorySoak extends StoreContract {

    private static final Logger LOG = LoggerFactory.getLogger(HistorySoak.class);
    private static final int EACH = 1_000;
    private static final int SMALL = 100;
    private static final int READS = 400;
    private static final int GROUPS = 20;

    private final Random random = new Random(Long.getLong("history.seed", 7));

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

    private void page(int conversations) {
        var id = "c-g%d-%d".formatted(random.nextInt(GROUPS), random.nextInt(conversations));
        assertThat(log.messages(id, random.nextInt(EACH - 60), 50)).hasSize(50);
    }

    private void list() {
        assertThat(log.list(LogStore.Filter.ALL, java.util.Optional.empty(), 50).items())
                .hasSize(50);
    }

    private void day() {
        var from = START.plusSeconds(random.nextInt(EACH) * 200L);
        try (Stream<Message> found = log.export(SITE, from, from.plus(Duration.ofHours(1)))) {
            assertThat(found.limit(200).count()).isPositive();
        }
    }

    private void fill(int first, int last) {
        for (int group = 0; group < GROUPS; group++) {
            for (int i = first; i < last; i++) {
                open("g" + group + "-" + i);
            }
        }
    }

    @Test
    void aPageCostsTheSameWhateverTheSizeOfTheLog() {
        int messages = Integer.getInteger("history.messages", 10_000_000);
        int conversations = Math.max(SMALL, messages / EACH / GROUPS);
        fill(0, SMALL / GROUPS);
        BigLog.fill(database, "c-", EACH, START);
        var before = all("in %d messages".formatted(SMALL * EACH), SMALL / GROUPS);
        database.write("empty the log", handle -> handle.execute("DELETE FROM message"));

        fill(SMALL / GROUPS, conversations);
        for (int group = 0; group < GROUPS; group++) {
            BigLog.fill(database, "c-g" + group + "-", EACH, START);
        }
        var after = all("in %d messages".formatted(count("message")), conversations);

        for (int i = 0; i < before.length; i++) {
            assertThat(after[i].median())
                    .as("median of read %d, was %d us", i, before[i].median())
                    .isLessThan(Math.max(2_000, before[i].median() * 5));
        }
        long begun = System.nanoTime();
        assertThat(stores.retention().deleteMessages(START.plusSeconds(300), 500)).isPositive();
        LOG.warn("500 old messages deleted in {} ms", (System.nanoTime() - begun) / 1_000_000);
    }

    private Cost[] all(String where, int conversations) {
        Runnable page = () -> page(conversations);
        cost(page);
        var costs = new Cost[] {cost(page), cost(this::list), cost(this::day)};
        LOG.warn(
                "{} {}: page of a conversation {}, list of conversations {}, 200 of a day {} (us)",
                engine,
                where,
                costs[0],
                costs[1],
                costs[2]);
        return costs;
    }
}
