package io.dragoman.conversation.internal;

import io.dragoman.storage.DeskChanges.DeskChange;
import io.dragoman.storage.DeskChanges.DeskNote;
import io.dragoman.storage.LogStore;
import io.dragoman.storage.LogStore.Outcome.Written;
import io.dragoman.storage.Message;
import io.dragoman.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what was committed although the store said that it failed: when the connection breaks in
 * the very commit, only the database knows how that ended, and nobody would hear of a change that
 * is there. The desk's numbers tell what is missing. Not thread-safe: it is the writer's.
 */
final class UntoldChanges {

    private static final Logger LOG = LoggerFactory.getLogger(UntoldChanges.class);
    private static final int PAGE = 200;

    private final LogStore store;
    private OptionalLong told = OptionalLong.empty();
    private boolean doubtful;

    UntoldChanges(LogStore store) {
        this.store = store;
    }

    /** What stands in the log already is not news. */
    void begin() {
        try {
            told = OptionalLong.of(store.lastDseq());
        } catch (RuntimeException e) {
            // The first change that is written tells where the log stood.
            LOG.warn("It is not known yet where the log ends: {}", e.getMessage());
        }
    }

    /** A write failed, and may be in the log for all that. */
    void doubt() {
        doubtful = true;
    }

    /** Whether there may be changes that nobody was told of. */
    boolean doubtful() {
        return doubtful;
    }

    /** These are told now, so that what comes after them is news. */
    void telling(List<Written> changes) {
        if (!changes.isEmpty()) {
            told = OptionalLong.of(changes.getLast().dseq());
        }
    }

    /**
     * What was written and not told so far, each with its conversation as it is now. When it
     * returns there is no doubt left.
     *
     * @param before only what has a smaller number than this; {@link Long#MAX_VALUE} for all
     * @throws StoreException when they cannot be read; the doubt remains
     */
    List<Written> find(long before) {
        var found = new ArrayList<Written>();
        long at = told.isPresent() ? told.getAsLong() : newest(before);
        List<DeskChange> page;
        do {
            page = store.deskChanges(at, PAGE);
            var missed = page.stream().filter(change -> change.dseq() < before).toList();
            if (missed.isEmpty()) {
                break;
            }
            long last = missed.getLast().dseq();
            var notes =
                    store.deskNotes(at, last).stream()
                            .collect(Collectors.groupingBy(DeskNote::dseq));
            missed.stream()
                    .flatMap(
                            change -> written(change, notes.getOrDefault(change.dseq(), List.of())))
                    .forEach(found::add);
            at = last;
        } while (page.size() == PAGE);
        told = OptionalLong.of(at);
        doubtful = false;
        return found;
    }

    /** Where the log stood before the first change that is told. */
    private long newest(long before) {
        return before == Long.MAX_VALUE ? store.lastDseq() : before - 1;
    }

    private Stream<Written> written(DeskChange change, List<DeskNote> notes) {
        int count = (int) Math.max(0, change.toSeq() - change.fromSeq() + 1);
        var messages =
                count == 0
                        ? List.<Message>of()
                        : store.messages(change.conversationId(), change.fromSeq() - 1, count);
        return store.conversation(change.conversationId()).stream()
                .map(
                        now ->
                                new Written(
                                        now,
                                        messages,
                                        notes.stream().map(DeskNote::note).toList(),
                                        change.dseq()));
    }
}
