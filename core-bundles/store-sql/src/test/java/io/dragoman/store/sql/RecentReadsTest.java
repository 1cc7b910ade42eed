package io.dragoman.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.DeskStore.Rating;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RatingCacheTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final RatingCache cache = new RatingCache(nanos::get);
    private Optional<Rating> inDatabase = Optional.empty();

    private static Rating rating(int score) {
        return new Rating("c", 1, score, "", Optional.empty(), Instant.EPOCH);
    }

    private Optional<Rating> read() {
        reads.incrementAndGet();
        return inDatabase;
    }

    private Optional<Integer> score() {
        return cache.get("c-1", this::read).map(Rating::score);
    }

    @Test
    void asksOnceWhetherAConversationHasARating() {
        assertThat(score()).isEmpty();
        assertThat(score()).isEmpty();
        assertThat(reads).hasValue(1);
    }

    @Test
    void asksAgainForWhatWasWritten() {
        score();
        inDatabase = Optional.of(rating(4));
        cache.written(List.of(rating(4)));
        assertThat(score()).contains(4);
    }

    @Test
    void doesNotKeepWhatWasReadWhileARatingWasWritten() {
        var old =
                cache.get(
                        "c-1",
                        () -> {
                            var before = read();
                            cache.written(List.of(rating(5)));
                            return before;
                        });
        inDatabase = Optional.of(rating(5));
        assertThat(old).isEmpty();
        assertThat(score()).contains(5);
    }

    @Test
    void asksAgainAfterAWhileBecauseOthersWriteAsWell() {
        score();
        inDatabase = Optional.of(rating(3));
        nanos.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(score()).contains(3);
    }

    @Test
    void remembersNoMoreThanItIsMeantTo() {
        for (int i = 0; i < 20_001; i++) {
            cache.get("c-" + i, this::read);
        }
        cache.get("c-20000", this::read);
        assertThat(reads).hasValue(20_001);
        cache.get("c-0", this::read);
        assertThat(reads).hasValue(20_002);
    }
}
