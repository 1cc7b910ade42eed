package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dragoman.storage.LogStore.Outcome;
import io.dragoman.storage.LogStore.Outcome.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LogListenersTest extends LogWorld {

    @Test
    void listenersHearEveryChangeInTheOrderOfTheDesk() throws Exception {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(change -> heard.add(change.dseq()));
        var writers = new ArrayList<Thread>();
        var last = new ConcurrentHashMap<String, Outcome>();
        for (var user : List.of("a", "b", "c", "d")) {
            var id = conversation(user);
            writers.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 50; i++) {
                                            last.put(
                                                    id,
                                                    log.appendAndWait(
                                                            entry(id, "m" + i),
                                                            Duration.ofSeconds(30)));
                                        }
                                    }));
        }
        for (var writer : writers) {
            writer.join();
        }
        assertThat(heard).hasSize(200).isSorted().doesNotHaveDuplicates();
        assertThat(last.values()).allMatch(Written.class::isInstance);
    }

    @Test
    void aListenerHasHeardOfAChangeWhenItsFutureCompletes() {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        for (int i = 0; i < 50; i++) {
            var written = (Written) log.appendAndWait(entry(a, "m"), PATIENCE);
            assertThat(heard).contains(written.dseq());
        }
    }

    @Test
    void aListenerThatThrowsIsSurvivedByTheOthersAndTheWriter() {
        var heard = new CopyOnWriteArrayList<Long>();
        feed.subscribe(
                change -> {
                    throw new IllegalStateException("broken");
                });
        feed.subscribe(
                change -> {
                    throw new NoClassDefFoundError("its bundle was replaced");
                });
        feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        log.appendAndWait(entry(a, "two"), PATIENCE);
        assertThat(heard).hasSize(2);
    }

    @Test
    void whoEndsTheSubscriptionHearsNothingMore() {
        var heard = new CopyOnWriteArrayList<Long>();
        var subscription = feed.subscribe(change -> heard.add(change.dseq()));
        var a = conversation("a");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        subscription.close();
        log.appendAndWait(entry(a, "two"), PATIENCE);
        assertThat(heard).hasSize(1);
    }
}
