package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentReadsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final RecentReads<String> recent = new RecentReads<>(nanos::get);
    private Optional<String> inDatabase = Optional.empty();

    private Optional<String> read() {
        reads.incrementAndGet();
        return inDatabase;
    }

    private Optional<String> row() {
        return recent.get("a", this::read);
    }

    @Test
    void asksOnceWhetherThereIsARow() {
        assertThat(row()).isEmpty();
        assertThat(row()).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void asksAgainForWhatWasWritten() {
        row();
        inDatabase = Optional.of("new");
        recent.written(List.of("a"));
        assertThat(row()).contains("new");
    }

    @Test
    void doesNotKeepWhatWasReadWhileTheRowWasWritten() {
        var old =
                recent.get(
                        "a",
                        () -> {
                            var before = read();
                            recent.written(List.of("a"));
                            return before;
                        });
        inDatabase = Optional.of("new");
        assertThat(old).isEmpty();
        assertThat(row()).contains("new");
    }

    @Test
    void asksAgainAfterAWhileBecauseOthersWriteAsWell() {
        row();
        inDatabase = Optional.of("another node's");
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(row()).contains("another node's");
    }

    @Test
    void remembersNoMoreThanItIsMeantTo() {
        for (int i = 0; i < 20_001; i++) {
            recent.get("row" + i, this::read);
        }
        recent.get("row20000", this::read);
        assertThat(reads).hasValue(20_001);
        recent.get("row0", this::read);
        assertThat(reads).hasValue(20_002);
    }
}
