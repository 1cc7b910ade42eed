package io.dragoman.conversation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogOutageTest extends LogWorld {

    @Test
    void aFailureOfTheStoreFailsWhatWasTriedAndNothingElse() throws Exception {
        var a = conversation("a");
        stores.cut();
        assertThatThrownBy(() -> log.appendAndWait(entry(a, "lost"), PATIENCE))
                .isInstanceOf(StoreException.class);
        stores.mend();
        assertThat(log.appendAndWait(entry(a, "kept"), PATIENCE)).isInstanceOf(Written.class);
        assertThat(stores.log().messages(a, 0, 10))
                .extracting(LogWorld::text)
                .containsExactly("kept");
    }

    /** Commits an entry of which the log believes that it failed. */
    private void commitUnnoticed(String conversation, String text) {
        gate.deaf = true;
        assertThatThrownBy(() -> log.appendAndWait(entry(conversation, text), PATIENCE))
                .isInstanceOf(StoreException.class);
        gate.deaf = false;
    }

    private List<String> heardTexts() {
        var heard = new CopyOnWriteArrayList<String>();
        feed.subscribe(change -> change.messages().forEach(m -> heard.add(text(m))));
        return heard;
    }

    @Test
    void whatWasCommittedUnnoticedIsToldBeforeWhatComesNext() {
        var heard = heardTexts();
        var a = conversation("a");
        var b = conversation("b");
        log.appendAndWait(entry(a, "one"), PATIENCE);
        commitUnnoticed(a, "two");
        commitUnnoticed(b, "three");
        log.appendAndWait(entry(a, "four"), PATIENCE);
        log.appendAndWait(entry(a, "five"), PATIENCE);
        assertThat(heard).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void whatWasCommittedUnnoticedIsToldWhenNobodyWritesAnything() throws Exception {
        var heard = new CompletableFuture<String>();
        feed.subscribe(change -> heard.complete(text(change.messages().getFirst())));
        commitUnnoticed(conversation("a"), "alone");
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("alone");
    }

    @Test
    void whileItCannotBeReadWhatWasCommittedNothingIsToldOutOfOrder() {
        var heard = heardTexts();
        var a = conversation("a");
        gate.blind = true;
        commitUnnoticed(a, "one");
        assertThat(log.appendAndWait(entry(a, "two"), PATIENCE)).isInstanceOf(Written.class);
        assertThat(heard).isEmpty();
        gate.blind = false;
        log.appendAndWait(entry(a, "three"), PATIENCE);
        assertThat(heard).containsExactly("one", "two", "three");
    }
}
