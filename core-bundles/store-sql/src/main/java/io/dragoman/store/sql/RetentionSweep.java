package io.dragoman.store.sql;

import io.dragoman.storage.RetentionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Deletes all that is too old, batch by batch, with a pause after each so that customers do not
 * notice. Not thread-safe.
 */
final class RetentionSweep {

    /**
     * How long things are kept.
     *
     * @param messageDays zero or less for ever
     * @param auditDays zero or less for ever
     * @param toolRunDays at least one
     * @param deskChanges the newest so many
     * @param batch rows of one transaction
     */
    record Limits(int messageDays, int auditDays, int toolRunDays, long deskChanges, int batch) {}

    /** What one sweep has deleted. */
    record Swept(long messages, long conversations, long auditEntries, long deskChanges) {
        static final Swept NOTHING = new Swept(0, 0, 0, 0);

        Swept and(Swept more) {
            return new Swept(
                    messages + more.messages,
                    conversations + more.conversations,
                    auditEntries + more.auditEntries,
                    deskChanges + more.deskChanges);
        }

        long all() {
            return messages + conversations + auditEntries + deskChanges;
        }
    }

    private final RetentionStore store;
    private final Limits limits;
    private final Clock clock;
    private final BooleanSupplier pause;

    /**
     * @param pause waits between two batches and answers whether to go on
     */
    RetentionSweep(RetentionStore store, Limits limits, Clock clock, BooleanSupplier pause) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Deletes until nothing is left to delete, or until it is told to stop.
     *
     * @throws io.dragoman.storage.StoreException when the database fails; what is deleted is
     *     deleted
     */
    Swept run() {
        long messages = 0;
        long conversations = 0;
        long audit = 0;
        if (limits.messageDays() > 0) {
            var before = daysAgo(limits.messageDays());
            messages = all(() -> store.deleteMessages(before, limits.batch()));
            conversations = all(() -> store.deleteConversations(before, limits.batch()));
        }
        if (limits.auditDays() > 0) {
            var before = daysAgo(limits.auditDays());
            audit = all(() -> store.deleteAudit(before, limits.batch()));
        }
        var forgotten = daysAgo(limits.toolRunDays());
        all(() -> store.deleteToolRuns(forgotten, limits.batch()));
        long desk = all(() -> store.deleteDeskChanges(limits.deskChanges(), limits.batch()));
        return new Swept(messages, conversations, audit, desk);
    }

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private long all(IntSupplier batch) {
        long deleted = 0;
        while (true) {
            int gone = batch.getAsInt();
            deleted += gone;
            if (gone < limits.batch() || !pause.getAsBoolean()) {
                return deleted;
            }
        }
    }
}
