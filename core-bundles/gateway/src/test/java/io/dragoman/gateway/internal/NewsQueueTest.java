package io.dragoman.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.api.message.Part;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.Message.Author;
import io.dragoman.storage.Message.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewsQueueTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    private static News saying(int characters) {
        var message =
                new Message(
                        "c",
                        1,
                        Instant.EPOCH,
                        new Author(Kind.VISITOR, "v", "Ann"),
                        List.of(Part.text("x".repeat(characters))),
                        Optional.empty(),
                        Optional.empty());
        return new News.Change(new Written(null, List.of(message), 1));
    }

    @Test
    void whatWaitsIsTakenInOrderAndNoMoreAtOnceThanWanted() throws Exception {
        var queue = new NewsQueue(10, 1_000);
        var all = List.of(saying(1), saying(2), saying(3));
        all.forEach(queue::offer);

        assertThat(queue.take(AT_ONCE, 2)).containsExactly(all.get(0), all.get(1));
        assertThat(queue.take(AT_ONCE, 2)).containsExactly(all.get(2));
        assertThat(queue.take(AT_ONCE, 2)).isEmpty();
    }

    @Test
    void thereIsNoRoomForMoreThanSoMany() throws Exception {
        var queue = new NewsQueue(2, 1_000);
        assertThat(queue.offer(saying(1))).isTrue();
        assertThat(queue.offer(saying(1))).isTrue();
        assertThat(queue.offer(saying(1))).isFalse();
        assertThat(queue.take(AT_ONCE, 1)).hasSize(1);
        assertThat(queue.offer(saying(1))).isTrue();
    }

    @Test
    void thereIsNoRoomForMoreTextThanSoMuch() throws Exception {
        var queue = new NewsQueue(10, 1_000);
        assertThat(queue.offer(saying(600))).isTrue();
        assertThat(queue.offer(saying(600))).isFalse();
        assertThat(queue.offer(saying(400))).isTrue();
        queue.clear();
        assertThat(queue.take(AT_ONCE, 10)).isEmpty();
        assertThat(queue.offer(saying(1_000))).isTrue();
    }
}
